# Means of scores with t intervals and the finite population correction, by R's package survey (svymean, confint).
# Run from this folder: Rscript scales.R > scales.json     (R 4.2.2, survey 4.1-1, jsonlite)
library(survey)
library(jsonlite)
data(api)

describe <- function(name, values, eligible) {
  scores <- sort(unique(values))
  frame <- data.frame(value = values)
  if (is.na(eligible)) {
    design <- suppressWarnings(svydesign(ids = ~1, data = frame))
  } else {
    frame$cohort <- eligible
    design <- svydesign(ids = ~1, fpc = ~cohort, data = frame)
  }
  found <- svymean(~value, design)
  ends <- confint(found, df = length(values) - 1)
  list(
    name = name, scores = I(scores), counts = I(as.vector(table(factor(values, scores)))), eligible = eligible,
    mean = as.numeric(coef(found)), error = as.numeric(SE(found)), spread = sd(values),
    low = ends[1], high = ends[2]
  )
}

seventy_four <- rep(0:10, c(2, 0, 1, 3, 2, 8, 9, 14, 17, 11, 7))
cases <- list(
  describe("api00 of 200 schools of 6194", apisrs$api00, 6194),
  describe("api00 of 200 schools, cohort unknown", apisrs$api00, NA),
  describe("pupils with free meals in tenths, 200 schools of 6194", floor(apisrs$meals / 10), 6194),
  describe("74 of 230", seventy_four, 230),
  describe("74 of 75", seventy_four, 75),
  describe("74, cohort unknown", seventy_four, NA),
  describe("five of 20", c(7, 7, 7, 9, 9), 20),
  describe("two of 9", c(4, 5), 9)
)
cat(toJSON(cases, digits = 14, auto_unbox = TRUE, na = "null", pretty = TRUE), "\n")
