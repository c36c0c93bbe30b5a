// Writes `src/generated/` from `openapi.json`: the types of all operations, and the address of each by its name.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import openapiTypes, { astToString } from 'openapi-typescript'

const FOLDER = join(import.meta.dirname, 'src', 'generated')
const METHODS = ['get', 'post', 'put', 'patch', 'delete']

const document = JSON.parse(readFileSync(join(import.meta.dirname, 'openapi.json'), 'utf8'))

const addresses = Object.entries(document.paths).flatMap(([path, item]) =>
  METHODS.filter((method) => item[method]).map((method) => ({ ...item[method], method: method.toUpperCase(), path })),
)
const entries = addresses.map(({ operationId, method, path }) => `  ${operationId}: ['${method}', '${path}'],`)
const scopes = addresses.map((operation) => `  ${operation.operationId}: '${operation['x-scope'] ?? ''}',`)

mkdirSync(FOLDER, { recursive: true })
writeFileSync(join(FOLDER, 'schema.ts'), astToString(await openapiTypes(document)))
writeFileSync(
  join(FOLDER, 'addresses.ts'),
  [
    '/** Method and path of each operation, by its name. */',
    'export const ADDRESSES = {',
    ...entries,
    '} as const',
    '',
    '/** The scope that each operation needs. */',
    'export const SCOPES = {',
    ...scopes,
    '} as const',
    '',
  ].join('\n'),
)
