// Runs all checks, two at a time. The output of a check is shown when it fails.
import { checks } from './checks.mjs'
import { attempt } from './prepare/run.mjs'

const AT_ONCE = 2

const waiting = checks()
const failed = []

async function work() {
  for (let check = waiting.shift(); check; check = waiting.shift()) {
    const started = performance.now()
    const { status, output } = await attempt(process.execPath, check.args)
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    console.log(`${status === 0 ? '✓' : '✗'} ${check.name} (${seconds} s)`)
    if (status === 0) continue
    failed.push(check.name)
    console.log(output.trimEnd())
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, work))
if (failed.length > 0) {
  console.log(`\nFailed: ${failed.join(', ')}.`)
  process.exitCode = 1
}
