// Compiles on every change and restarts the server with what came out.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from './prepare/paths.mjs'

const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc')
const children = [
  [tsc, '-p', 'server/tsconfig.build.json', '--watch', '--preserveWatchOutput'],
  // Watch the output and not the sources: a restart between two files of one build would run half of each.
  ['--watch-path=server/dist', '--watch-preserve-output', 'server/bin/gatehouse.cjs'],
].map((args) => spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit' }))

const stop = (signal) => children.forEach((child) => child.kill(signal))
process.on('SIGINT', () => stop('SIGINT')).on('SIGTERM', () => stop('SIGTERM'))
for (const child of children) child.once('exit', () => stop('SIGTERM'))
