/**
 * Compares two samples by the Mann-Whitney test, two-sided, with the normal approximation, which holds from 20 values on.
 * Times have hardly any ties, so these share their mean rank and the variance is not corrected.
 *
 * @returns `medians` of both, the `gap` between these, and `p`
 */
export function compareSamples(left, right) {
  const all = [...left.map((value) => ({ value, isLeft: true })), ...right.map((value) => ({ value, isLeft: false }))]
  all.sort((one, other) => one.value - other.value)
  let rankSum = 0
  for (let at = 0; at < all.length;) {
    let end = at
    while (end + 1 < all.length && all[end + 1].value === all[at].value) end += 1
    const rank = (at + end) / 2 + 1
    for (; at <= end; at += 1) if (all[at].isLeft) rankSum += rank
  }
  const [n, m] = [left.length, right.length]
  const u = rankSum - (n * (n + 1)) / 2
  const deviation = Math.sqrt((n * m * (n + m + 1)) / 12)
  const z = Math.max(0, Math.abs(u - (n * m) / 2) - 0.5) / deviation
  const medians = [median(left), median(right)]
  return { medians, gap: medians[0] - medians[1], p: 2 * (1 - normal(z)) }
}

function median(values) {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** The normal distribution up to z (Abramowitz and Stegun 7.1.26; off by less than 10^-7). */
function normal(z) {
  const x = z / Math.SQRT2
  const t = 1 / (1 + 0.3275911 * x)
  const terms = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t
  return 1 - (terms * Math.exp(-x * x)) / 2
}
