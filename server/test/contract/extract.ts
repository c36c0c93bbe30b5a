// Keeps a published OpenAPI file as lines of JSON, in `server/test/contract`:
//   node server/test/contract/extract.ts kinde-management-api.yaml published.ndjson
//   node server/test/contract/extract.ts kinde-account-api.yaml published-account.ndjson
// Only facts that a client depends on are kept: names, places, types, what must be sent.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { describeOperations, type Document } from './operations.ts'

const [source = '', target = ''] = process.argv.slice(2)
const document = parse(readFileSync(source, 'utf8')) as Document
const lines = describeOperations(document).map((one) => JSON.stringify(one))
writeFileSync(join(import.meta.dirname, target), `${lines.join('\n')}\n`)
