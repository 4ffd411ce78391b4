# answers.csv (met, a column of places a breakdown) -> out.csv (group, place, base, count, low, high); prints the
# seconds that reading took, by the clock and on the processor. Called by r_survey.py.
suppressMessages(library(survey))
options(survey.lonely.psu = "adjust")
paths <- commandArgs(trailingOnly = TRUE)
answers <- read.csv(paths[1])
loaded <- proc.time()
design <- svydesign(ids = ~1, weights = ~1, data = answers)
found <- list()
for (group in setdiff(names(answers), "met")) {
  by <- as.formula(paste0("~", group))
  shares <- svyby(~met, by, design, svyciprop, vartype = "ci", method = "xlogit")
  base <- tapply(answers$met, answers[[group]], length)
  count <- tapply(answers$met, answers[[group]], sum)
  place <- as.character(shares[[group]])
  found[[group]] <- data.frame(
    group = group, place = place, base = base[place], count = count[place],
    low = shares$ci_l, high = shares$ci_u
  )
}
write.csv(do.call(rbind, found), paths[2], row.names = FALSE)
cat(loaded[["elapsed"]], loaded[["user.self"]] + loaded[["sys.self"]], "\n")
