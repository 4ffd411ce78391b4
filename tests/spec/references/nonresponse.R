# Raking, the linearised standard error of a raked share, and how alike the levels of a group answered, by R.
#
#   Rscript nonresponse.R > nonresponse.json        (R 4.2.2, survey 4.1.1, jsonlite)
#
# The schools are the package's own data; the other counts are made up here. Weights cut back to their bounds and
# raked again are a loop around survey::rake, which has no such step itself.

suppressPackageStartupMessages({
  library(survey)
  library(jsonlite)
})
data(api)

size_of <- function(frame, name) setNames(as.data.frame(table(frame[[name]])), c(name, "Freq"))
patterns_of <- function(rows, names) {
  table <- aggregate(list(count = rep(1, nrow(rows))), rows[names], sum)
  table[do.call(order, unname(table[names])), ]
}
kish <- function(w) length(w) * sum(w^2) / sum(w)^2
exact <- list(maxit = 500, epsilon = 1e-13)

# --- Schools: two margins -----------------------------------------------------------------------------
margins <- list(size_of(apipop, "stype"), size_of(apipop, "sch.wide"))
sample <- svydesign(id = ~1, fpc = ~fpc, data = apisrs)
raked_until <- function(control) {
  raked <- rake(sample, list(~stype, ~sch.wide), margins, control = control)
  found <- svymean(~awards, raked)
  list(share = unname(coef(found)["awardsYes"]), se = unname(SE(found)["awardsYes"]),
       sum = sum(weights(raked)), range = range(weights(raked)), deff = kish(weights(raked)))
}
schools <- list(
  patterns = patterns_of(apisrs, c("stype", "sch.wide", "awards")),
  margins = list(stype = margins[[1]]$Freq, sch.wide = margins[[2]]$Freq),
  default = raked_until(list(maxit = 10, epsilon = 1)),
  exact = raked_until(exact),
  unweighted_se = unname(SE(svymean(~awards, sample))["awardsYes"])
)

# --- Children, made up: three margins, then weights that have to be cut back -----------------------------
expand <- function(patterns) patterns[rep(seq_len(nrow(patterns)), patterns$count), ]
weigh <- function(rows, margins, start, cohort, control = exact) {
  design <- svydesign(id = ~1, weights = start, data = rows)
  forms <- lapply(names(margins), function(name) as.formula(paste("~", name)))
  tables <- lapply(names(margins), function(name) {
    setNames(data.frame(seq_along(margins[[name]]) - 1, margins[[name]]), c(name, "Freq"))
  })
  weights(rake(design, forms, tables, control = control))
}
per_pattern <- function(rows, names, weights) {
  table <- aggregate(list(weight = weights, count = 1 + 0 * weights), rows[names], mean)
  table$weight[do.call(order, unname(table[names]))]
}

set.seed(9)
cells <- expand.grid(placement = 0:3, years = 0:2, gender = 0:1)[, c("gender", "placement", "years")]
cells <- cells[do.call(order, unname(cells)), ]
cells$count <- rpois(nrow(cells), c(14, 8, 5, 3)[cells$placement + 1] * c(0.6, 1.4)[cells$gender + 1]) + 1
three_margins <- list(gender = c(310, 290), placement = c(280, 170, 90, 60), years = c(250, 200, 150))
rows <- expand(cells)
three_weights <- weigh(rows, three_margins, rep(600 / nrow(rows), nrow(rows)), 600)
three <- list(patterns = cells, margins = three_margins, cohort = 600,
              weights = per_pattern(rows, c("gender", "placement", "years"), three_weights),
              deff = kish(three_weights))

cells <- data.frame(gender = c(0, 0, 0, 1, 1, 1), placement = c(0, 1, 2, 0, 1, 2), count = c(7, 17, 54, 46, 33, 58))
cut_margins <- list(gender = c(460, 540), placement = c(440, 200, 360))
rows <- expand(cells)
mean_weight <- 1000 / nrow(rows)
w <- weigh(rows, cut_margins, rep(mean_weight, nrow(rows)), 1000)
uncut <- range(w) / mean_weight
rounds <- 0
while (rounds < 20 && (max(w) > 3 * mean_weight * (1 + 1e-6) || min(w) < 0.3 * mean_weight * (1 - 1e-6))) {
  w <- weigh(rows, cut_margins, pmin(pmax(w, 0.3 * mean_weight), 3 * mean_weight), 1000)
  rounds <- rounds + 1
}
cut_back <- list(patterns = cells, margins = cut_margins, cohort = 1000, uncut = uncut, rounds = rounds,
                 weights = per_pattern(rows, c("gender", "placement"), w), deff = kish(w))

# --- How alike the levels answered ---------------------------------------------------------------------
alike <- function(respondents, eligible) {
  silent <- eligible - respondents
  each <- c(rep(respondents / eligible, eligible))  # every child's chance to answer, as the group's
  list(respondents = respondents, eligible = eligible,
       p = suppressWarnings(chisq.test(rbind(respondents, silent), correct = FALSE)$p.value),
       r_indicator = 1 - 2 * sd(each),
       largest_bias = sd(each) * 0.5 / mean(each))
}
levels <- list(alike(c(40, 25, 20), c(100, 100, 50)), alike(c(60, 30, 45, 15), c(120, 110, 90, 80)))

cat(toJSON(list(made_by = paste("R", getRversion(), "survey", packageVersion("survey")), schools = schools,
                three = three, cut_back = cut_back, levels = levels),
           digits = 14, auto_unbox = TRUE, pretty = FALSE, dataframe = "columns"), "\n")
