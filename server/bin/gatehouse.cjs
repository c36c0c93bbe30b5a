#!/usr/bin/env node
// CommonJS and free of imports, because the size of libuv's pool is read once, when the first task enters it, and how the
// heap grows must be said before it does.
'use strict'

const OLDEST_MAJOR = 24

if (Number(process.versions.node.split('.')[0]) < OLDEST_MAJOR) {
  console.error(
    `Gatehouse needs Node ${OLDEST_MAJOR} or newer and this is ${process.version}: run it with npm start, which brings its own, or install Node ${OLDEST_MAJOR}.`,
  )
  process.exit(1)
}

// docs/operations/processes.md explains the size of the pool and the flag of V8.
const cores = require('node:os').availableParallelism()
const processes = Number(process.env.GATEHOUSE_PROCESSES ?? 1)
process.env.UV_THREADPOOL_SIZE ??= String(processes > 1 ? Math.max(1, Math.floor(cores / processes)) + 1 : cores + 2)

require('node:v8').setFlagsFromString('--semi-space-growth-factor=1')

const COMMANDS = ['management-client', 'reset-factors']
const command = COMMANDS.includes(process.argv[2]) ? process.argv[2] : 'main'
const entry = `../dist/${command}.js`

import(entry).catch((error) => {
  const missing = error.code === 'ERR_MODULE_NOT_FOUND' && String(error.message).includes(entry.slice(3))
  console.error(missing ? 'The server is not built yet: run npm start, or npm run build first.' : error)
  process.exit(1)
})
