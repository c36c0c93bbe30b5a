// Makes published.ndjson of the published OpenAPI file: `node server/test/contract/extract.ts kinde-management-api.yaml`.
// Only facts that a client depends on are kept: names, places, types, what must be sent.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { describeOperations, type Document } from './operations.ts'

const document = parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Document
const lines = describeOperations(document).map((one) => JSON.stringify(one))
writeFileSync(join(import.meta.dirname, 'published.ndjson'), `${lines.join('\n')}\n`)
