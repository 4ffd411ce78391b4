# Reference values for the nation's figures: beta-binomial fits, funnel limits, ranks and trends.
#
#   Rscript tests/spec/references/nation.R > tests/spec/references/nation.json
#
# R 4.2.2 with mlmRev (the Contraception data: 1,934 women in 60 districts), survival and jsonlite. Nothing here is
# taken from Heard: likelihoods go through R's own beta and binomial functions and another optimiser.
suppressMessages({
  library(mlmRev)
  library(survival)
  library(jsonlite)
})

data(Contraception)
used <- Contraception$use == "Y"
x <- as.vector(tapply(used, Contraception$district, sum))
n <- as.vector(tapply(used, Contraception$district, length))

# --- Beta-binomial by maximum likelihood ---
fit <- function(x, n) {
  loss <- function(point) {
    mean <- plogis(point[1])
    size <- exp(point[2])
    -sum(lbeta(x + mean * size, n - x + (1 - mean) * size) - lbeta(mean * size, (1 - mean) * size))
  }
  slope <- function(point) {
    mean <- plogis(point[1])
    size <- exp(point[2])
    by_alpha <- sum(digamma(x + mean * size) - digamma(mean * size) - digamma(n + size) + digamma(size))
    by_beta <- sum(digamma(n - x + (1 - mean) * size) - digamma((1 - mean) * size) - digamma(n + size) + digamma(size))
    -c(mean * (1 - mean) * size * (by_alpha - by_beta), size * (mean * by_alpha + (1 - mean) * by_beta))
  }
  found <- nlminb(c(qlogis(sum(x) / sum(n)), 3), loss, slope, control = list(rel.tol = 1e-15, x.tol = 1e-14))
  mean <- plogis(found$par[1])
  size <- exp(found$par[2])
  a <- x + mean * size
  b <- n - x + (1 - mean) * size
  list(
    mean = mean, size = size, loss = found$objective, shrunken = a / (a + b), low = qbeta(0.025, a, b),
    high = qbeta(0.975, a, b), above_mean = pbeta(mean, a, b, lower.tail = FALSE),
    between_sd = sqrt(mean * (1 - mean) / (size + 1)),
    real_share = (mean * (1 - mean) / (size + 1)) /
      mean(mean * (1 - mean) / (size + 1) + mean * (1 - mean) * size / (size + 1) / n)
  )
}
everyone <- fit(x, n)
tens <- fit(x[n >= 10], n[n >= 10])

# --- Funnel ---
limit <- function(p, n, target) {
  r <- qbinom(p, n, target)
  (r - (pbinom(r, n, target) - p) / dbinom(r, n, target)) / n
}
target <- sum(x) / sum(n)
limits <- lapply(list(c(10, target), c(20, target), c(118, target), c(60, 0.9), c(15, 0.97)), function(pair) {
  list(
    base = pair[1], target = pair[2],
    limits = sapply(c(0.025, 0.975, 0.001, 0.999), limit, n = pair[1], target = pair[2])
  )
})
scatter <- function(x, n) {
  target <- sum(x) / sum(n)
  y <- asin(sqrt((x + 3 / 8) / (n + 3 / 4)))
  s <- 1 / (2 * sqrt(n + 1 / 2))
  z <- (y - asin(sqrt(target))) / s
  ends <- quantile(z, c(0.1, 0.9), type = 7)
  phi <- mean(pmin(pmax(z, ends[1]), ends[2])^2)
  w <- 1 / s^2
  tau2 <- max(0, (length(z) * phi - (length(z) - 1)) / (sum(w) - sum(w^2) / sum(w)))
  list(target = target, phi = phi, tau2 = tau2, z = z, dispersed = (y - asin(sqrt(target))) / sqrt(s^2 + tau2))
}

# --- Eight made-up councils, for the page of methods ---
eight_x <- c(61, 30, 50, 22, 44, 18, 70, 35)
eight_n <- c(70, 45, 60, 40, 50, 20, 100, 38)
eight <- c(list(count = eight_x, base = eight_n), fit(eight_x, eight_n), list(scatter = scatter(eight_x, eight_n)))

# --- Expected ranks, by numerical integration: 1 + the chance of each other council being ahead ---
first <- seq_len(12)
mini <- fit(x[first], n[first])
a <- x[first] + mini$mean * mini$size
b <- n[first] - x[first] + (1 - mini$mean) * mini$size
ahead <- function(i, j) {
  integrate(function(t) dbeta(t, a[i], b[i]) * pbeta(t, a[j], b[j], lower.tail = FALSE), 0, 1, rel.tol = 1e-10)$value
}
expected_rank <- sapply(first, function(i) 1 + sum(sapply(setdiff(first, i), function(j) ahead(i, j))))

# The chance of each rank or a better one: given a council's true share, how many of the others are ahead is a sum of
# independent yes and no; that is averaged over 2,000 quantiles of the share.
up_to_rank <- t(sapply(first, function(i) {
  shares <- qbeta((seq_len(2000) - 0.5) / 2000, a[i], b[i])
  chances <- matrix(0, length(shares), length(first))
  chances[, 1] <- 1
  for (j in setdiff(first, i)) {
    p <- pbeta(shares, a[j], b[j], lower.tail = FALSE)
    chances <- chances * (1 - p) + cbind(0, chances[, -ncol(chances)]) * p
  }
  cumsum(colMeans(chances))
}))

# --- Trends ---
line <- function(count, base, years) {
  total <- sum(base)
  share <- sum(count) / total
  classical <- unname(prop.trend.test(count, base, years)$statistic)
  weighted <- lm(count / base ~ years, weights = base)
  pearson <- unname(suppressWarnings(chisq.test(rbind(count, base - count), correct = FALSE))$statistic)
  list(
    count = count, base = base, years = years, classical = classical,
    slope = unname(coef(weighted)[2]),
    p = pchisq(classical * (total - 1) / total, 1, lower.tail = FALSE),
    departure_p = pchisq((pearson - classical) * (total - 1) / total, length(count) - 2, lower.tail = FALSE)
  )
}
lines <- list(
  line(c(60, 70, 82), c(80, 90, 95), c(0, 1, 2)),
  line(c(30, 41, 28, 47), c(60, 70, 55, 70), c(0, 1.1, 2, 3.4)),
  line(c(40, 20, 40), c(60, 60, 60), c(0, 1, 2))
)

exact <- function(count, base, years) {
  tables <- expand.grid(lapply(base, function(size) 0:min(size, sum(count))))
  tables <- as.matrix(tables[rowSums(tables) == sum(count), ])
  chance <- apply(tables, 1, function(row) prod(choose(base, row))) / choose(sum(base), sum(count))
  away <- abs(as.vector(tables %*% years) - sum(count) * sum(base * years) / sum(base))
  seen <- abs(sum(count * years) - sum(count) * sum(base * years) / sum(base))
  list(
    count = count, base = base, years = years,
    p = sum(chance[away > seen + 1e-9]) + sum(chance[abs(away - seen) <= 1e-9]) / 2
  )
}
exacts <- list(
  exact(c(0, 2, 6), c(25, 30, 28), c(0, 1, 2)),
  exact(c(1, 1, 1), c(20, 20, 20), c(0, 1, 2)),
  exact(c(4, 2, 1, 0), c(40, 35, 30, 22), c(0, 1, 2.5, 3)),
  exact(c(21, 24, 38), c(25, 25, 40), c(0, 0.9, 2.1))
)

# Several councils: the score test of conditional logistic regression, and the general association of R's
# Cochran-Mantel-Haenszel test, of which the straight line is a part.
years <- c(0, 1, 2)
council_base <- rbind(c(20, 25, 22), c(30, 28, 0), c(24, 20, 31), c(0, 22, 26))
council_count <- rbind(c(10, 15, 16), c(8, 12, 0), c(18, 16, 28), c(0, 11, 17))
rows <- do.call(rbind, lapply(seq_len(nrow(council_base)), function(i) {
  do.call(rbind, lapply(seq_along(years), function(k) {
    yes <- council_count[i, k]
    no <- council_base[i, k] - yes
    data.frame(answer = rep(1:0, c(yes, no)), year = rep(years[k], yes + no), council = rep(i, yes + no))
  }))
}))
score <- summary(clogit(answer ~ year + strata(council), rows, method = "exact"))$sctest
tables <- array(0, c(length(years), 2, nrow(council_base)))
for (i in seq_len(nrow(council_base))) tables[, , i] <- cbind(council_count[i, ], council_base[i, ] - council_count[i, ])
# mantelhaen.test wants every wave in every council, so the general association is worked out for the two that have.
full <- council_base[, 1] > 0 & council_base[, 3] > 0
association <- mantelhaen.test(tables[, , full], correct = FALSE)
full_rows <- rows[rows$council %in% which(full), ]
full_score <- summary(clogit(answer ~ year + strata(council), full_rows, method = "exact"))$sctest
councils <- list(
  count = council_count, base = council_base, years = years, p = unname(score["pvalue"]),
  full_count = council_count[full, ], full_base = council_base[full, ], full_p = unname(full_score["pvalue"]),
  full_departure_p = pchisq(unname(association$statistic) - unname(full_score["test"]), 1, lower.tail = FALSE)
)

cat(toJSON(list(
  count = x, base = n, everyone = everyone, tens = tens[c("mean", "size", "loss")],
  funnel = c(scatter(x, n), list(limits = limits)), eight = eight,
  expected_rank = expected_rank, up_to_rank = up_to_rank, lines = lines, exact = exacts, councils = councils
), digits = 13, auto_unbox = TRUE, pretty = FALSE), "\n", sep = "")
