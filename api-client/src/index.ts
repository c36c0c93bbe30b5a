/**
 * The Management API as functions and types, generated from `openapi.json`.
 *
 * Knows neither pages nor sessions: a base address goes in, an answer or a `Problem` comes out. `npm run openapi -w server`
 * brings `openapi.json` up to date; `npm run build -w api-client` generates from it.
 */
export { call, download, type Client } from './call.ts'
export { Problem } from './problem.ts'
export { isUpdate, scopeOf } from './scope-of.ts'
export type { Answer, Body, Input, OperationId, Parameters } from './operation.ts'
export type { components as Schemas } from './generated/schema.ts'
