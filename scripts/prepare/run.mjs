import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { ROOT } from './paths.mjs'
import { Problem } from './problem.mjs'

/**
 * Runs a program to its end and returns what it wrote. Its output is shown only when it fails: a start should not read
 * like a build log.
 */
export async function run(file, args, { cwd = ROOT, env = process.env, failure } = {}) {
  const { status, output } = await attempt(file, args, { cwd, env })
  if (status === 0) return output
  const shown = output.trim().split('\n').slice(-60).join('\n')
  if (shown) console.error(shown)
  throw new Problem(typeof failure === 'function' ? failure(output) : (failure ?? `${file} failed (${status}).`))
}

/** Like `run`, and the caller judges the status. */
export function attempt(file, args, { cwd = ROOT, env = process.env } = {}) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const take = (chunk) => (output += chunk)
    child.stdout.setEncoding('utf8').on('data', take)
    child.stderr.setEncoding('utf8').on('data', take)
    child.once('error', (error) => resolve({ status: 127, output: error.message }))
    child.once('close', (code, signal) => resolve({ status: code ?? signal, output }))
  })
}

/** npm as it was called for us, so that one version does everything; else the one on PATH. */
export function npm(args, options) {
  const script = process.env.npm_execpath
  if (!script?.endsWith('npm-cli.js') || !existsSync(script)) return run('npm', args, options)
  // The running binary may lie in the very node_modules that an install replaces.
  const node = existsSync(process.execPath) ? process.execPath : 'node'
  return run(node, [script, ...args], options)
}
