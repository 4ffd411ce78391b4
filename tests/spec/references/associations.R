# Reference values for tests/spec/methods/94-association and tests/unit/analysis/associations/test_models.py.
#
#     Rscript tests/spec/references/associations.R > tests/spec/references/associations.json
#
# R 4.2.2 with mlmRev (the Contraception data: 1,934 women in 60 districts), sandwich 3.0.2, lme4 and jsonlite.
# What goes with using contraception: living in a town, allowing for age (three groups) and children (four).
# `clustered`: glm and sandwich::vcovCL (type HC1, cadjust TRUE) by district. `random`: the same with a random
# intercept of each district (glmer, 25 points of adaptive quadrature), for scale: it answers another question, of
# women of one district.
suppressMessages({library(mlmRev); library(sandwich); library(lme4); library(jsonlite)})
data(Contraception)
women <- with(Contraception, data.frame(
  district = as.integer(factor(district)), use = as.integer(use == "Y"), town = as.integer(urban == "Y"),
  years = factor(ifelse(age < -5, "younger", ifelse(age < 5, "middle", "older")), c("younger", "middle", "older")),
  children = factor(as.character(livch), c("0", "1", "2", "3+"))))

ratio <- function(estimate, error, freedom) {
  t <- estimate / error
  half <- qt(.975, freedom) * error
  list(ratio = exp(estimate), low = exp(estimate - half), high = exp(estimate + half), p = 2 * pt(-abs(t), freedom))
}
model <- glm(use ~ town + years + children, binomial, women, control = list(epsilon = 1e-14, maxit = 100))
error <- sqrt(diag(vcovCL(model, women$district, type = "HC1", cadjust = TRUE)))
mixed <- glmer(use ~ town + years + children + (1 | district), women, binomial, nAGQ = 25)
fixed <- summary(mixed)$coefficients["town", ]

# Twelve councils (made up): event exposed, event unexposed, other exposed, other unexposed of each.
councils <- list(c(3, 2, 6, 28), c(4, 2, 9, 31), c(3, 3, 9, 32), c(4, 1, 7, 30), c(3, 2, 10, 25), c(5, 2, 9, 30),
  c(2, 2, 9, 36), c(4, 4, 12, 31), c(3, 2, 5, 30), c(1, 3, 9, 22), c(3, 0, 8, 32), c(4, 2, 9, 30))
children <- do.call(rbind, lapply(seq_along(councils), function(place) data.frame(council = place,
  low = rep(c(1, 1, 0, 0), councils[[place]]), exposed = rep(c(1, 0, 1, 0), councils[[place]]))))
together <- glm(low ~ exposed, binomial, children, control = list(epsilon = 1e-14, maxit = 100))
of_councils <- sqrt(diag(vcovCL(together, children$council, type = "HC1", cadjust = TRUE)))

# (town, districts, years × children): the last letter runs fastest, as in the code.
count <- function(rows) aperm(table(factor(rows$town, 0:1), factor(rows$district, 1:60), rows$children, rows$years),
  c(1, 2, 4, 3))
flat <- function(cells) lapply(1:2, function(town) lapply(1:60, function(place) as.vector(t(cells[town, place, , ]))))
cat(toJSON(list(
  years = levels(women$years), children = levels(women$children),
  events = flat(count(women[women$use == 1, ])), trials = flat(count(women)),
  councils = c(list(cells = councils), ratio(coef(together)["exposed"], of_councils["exposed"], 11)),
  clustered = ratio(coef(model)["town"], error["town"], 59),
  random = list(ratio = exp(fixed[["Estimate"]]), low = exp(fixed[["Estimate"]] - qnorm(.975) * fixed[["Std. Error"]]),
    high = exp(fixed[["Estimate"]] + qnorm(.975) * fixed[["Std. Error"]]), deviation = sqrt(VarCorr(mixed)$district[1]))
), digits = 14, auto_unbox = TRUE))
cat("\n")
