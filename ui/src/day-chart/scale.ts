/** Returns a round number at or above the largest one, which four or fewer equal steps reach. */
export function topOf(largest: number): { readonly top: number; readonly step: number } {
  if (largest <= 4) return { top: Math.max(largest, 1), step: 1 }
  const rough = largest / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((one) => one >= rough && Number.isInteger(one))
  const round = step ?? 10 * power
  return { top: Math.ceil(largest / round) * round, step: round }
}

/** Returns a number as an axis shows it: `1.5 k`. */
export function short(value: number): string {
  if (value >= 1_000_000) return `${String(value / 1_000_000)} M`
  return value >= 1_000 ? `${String(value / 1_000)} k` : String(value)
}
