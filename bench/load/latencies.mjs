/** Every latency of a run, in milliseconds: a histogram would round the tail that is asked for. */
export function latencies() {
  let values = new Float64Array(65_536)
  let count = 0
  const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return {
    add(value) {
      if (count === values.length) {
        const larger = new Float64Array(values.length * 2)
        larger.set(values)
        values = larger
      }
      values[count] = value
      count += 1
    },
    count: () => count,
    summary(seconds) {
      const sorted = values.slice(0, count).sort()
      return { requests: count, perSecond: count / seconds, p50: at(sorted, 0.5), p99: at(sorted, 0.99) }
    },
  }
}
