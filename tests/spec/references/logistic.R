# Reference values for tests/spec/methods/90-odds, 92-firth, 93-clustered and tests/unit/analysis/associations.
#
#     Rscript tests/spec/references/logistic.R > tests/spec/references/logistic.json
#
# R 4.2.2 with brglm2 0.9, mlmRev, sandwich 3.0.2 and jsonlite. Coefficients of penalised fits are those of brglm2.
# Profile intervals and likelihood ratio tests are not in it: here the penalised likelihood is written down and
# maximised by general means (optim, uniroot), which know nothing of scores, leverages or closed forms.
suppressMessages({library(brglm2); library(mlmRev); library(sandwich); library(jsonlite)})

penalised <- function(beta, design, events, trials) {
  eta <- as.vector(design %*% beta)
  weight <- trials * plogis(eta) * plogis(-eta)
  sum(events * plogis(eta, log.p = TRUE) + (trials - events) * plogis(-eta, log.p = TRUE)) +
    as.numeric(determinant(crossprod(design * sqrt(weight)))$modulus) / 2
}

# The highest penalised likelihood with coefficient `held` at `value`, the others started at `start`.
highest <- function(held, value, start, design, events, trials) {
  loss <- function(free) penalised(append(free, value, after = held - 1), design, events, trials)
  if (length(start) == 1) return(loss(numeric(0)))
  free <- start[-held]
  for (again in 1:4) free <- optim(free, loss, method = "BFGS",
    control = list(fnscale = -1, reltol = 1e-15, maxit = 2000, ndeps = rep(1e-5, length(free))))$par
  loss(free)
}

firth <- function(design, events, trials) {
  seen <- trials > 0
  fit <- brglm_fit(design[seen, , drop = FALSE], (events / trials)[seen], weights = trials[seen],
    family = binomial(), control = list(epsilon = 1e-13, maxit = 1000))
  beta <- unname(fit$coefficients)
  weight <- trials * plogis(design %*% beta) * plogis(-design %*% beta)
  error <- sqrt(diag(solve(crossprod(design * sqrt(as.vector(weight))))))
  top <- penalised(beta, design, events, trials)
  each <- lapply(seq_along(beta), function(held) {
    fall <- function(value) 2 * (top - highest(held, value, beta, design, events, trials))
    end <- function(side) {
      far <- 3 * error[held]
      while (fall(beta[held] + side * far) < qchisq(.95, 1)) far <- 2 * far
      uniroot(function(value) fall(value) - qchisq(.95, 1), sort(beta[held] + side * c(0, far)), tol = 1e-11)$root
    }
    list(low = end(-1), high = end(1), p = pchisq(fall(0), 1, lower.tail = FALSE))
  })
  list(design = unname(design), events = events, trials = trials, coefficients = beta, errors = unname(error),
    log_likelihood = top, low = sapply(each, `[[`, "low"), high = sapply(each, `[[`, "high"), p = sapply(each, `[[`, "p"))
}

table_of <- function(a, b, c, d) {
  fit <- firth(cbind(1, c(1, 0)), c(a, b), c(a + c, b + d))
  list(cells = c(a, b, c, d), ratio = exp(fit$coefficients[2]), low = exp(fit$low[2]), high = exp(fit$high[2]), p = fit$p[2])
}

data(endometrial)
patterns <- as.matrix(unname(expand.grid(0:1, 0:1, 0:1)))
data(Contraception)
women <- with(Contraception, data.frame(
  district = as.integer(factor(district)), use = as.integer(use == "Y"), any = as.integer(livch != "0"),
  older = as.integer(age > 0), urban = as.integer(urban == "Y")))
model <- glm(use ~ any + older + urban, binomial, women, control = list(epsilon = 1e-14, maxit = 100))
cells <- expand.grid(any = 0:1, older = 0:1, urban = 0:1)
count <- function(rows) t(sapply(1:60, function(d) sapply(1:8, function(i) sum(
  rows$district == d & rows$any == cells$any[i] & rows$older == cells$older[i] & rows$urban == cells$urban[i]))))

# six councils: event and exposed, event and unexposed, other and exposed, other and unexposed
councils <- rbind(c(5, 3, 10, 56), c(2, 6, 20, 30), c(9, 4, 12, 25), c(1, 1, 8, 40), c(7, 10, 15, 33), c(3, 0, 9, 21))
one_by_one <- do.call(rbind, lapply(1:6, function(i) data.frame(
  council = i, event = rep(c(1, 1, 0, 0), councils[i, ]), exposed = rep(c(1, 0, 1, 0), councils[i, ]))))
of_councils <- glm(event ~ exposed, binomial, one_by_one, control = list(epsilon = 1e-14, maxit = 100))
error <- sqrt(vcovCL(of_councils, ~council, type = "HC1", cadjust = TRUE)[2, 2])
found <- coef(of_councils)[["exposed"]]

write_json(list(
  tables = list(table_of(5, 3, 10, 56), table_of(0, 8, 20, 46), table_of(8, 0, 12, 54), table_of(1, 4, 9, 60),
    table_of(12, 9, 200, 150), table_of(300, 41, 900, 2100), table_of(1, 0, 0, 1), table_of(0, 3, 5, 0)),
  endometrial = firth(cbind(1, as.matrix(unname(endometrial[, c("NV", "PI", "EH")]))), endometrial$HG, rep(1, 79)),
  # three yes/no things, 94 young people, 24 events; one pattern nobody has, one where all had the event
  patterns = firth(cbind(1, patterns), c(3, 2, 4, 1, 5, 0, 6, 3), c(38, 9, 14, 2, 15, 0, 12, 4)),
  councils = list(cells = councils, ratio = exp(found), low = exp(found - qt(.975, 5) * error),
    high = exp(found + qt(.975, 5) * error), p = 2 * pt(-abs(found / error), 5)),
  clustered = list(
    design = cbind(1, as.matrix(unname(cells))), events = count(women[women$use == 1, ]), trials = count(women),
    coefficients = unname(coef(model)), covariance = unname(vcovCL(model, ~district, type = "HC1", cadjust = TRUE)))
), stdout(), digits = I(15), auto_unbox = TRUE, pretty = FALSE)
