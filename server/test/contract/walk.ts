import type { Api } from '../management.ts'
import { PLAN } from './steps.ts'
import type { Request, World } from './planned-step.ts'

/** Replaces the names in a path by the values that they stand for. */
export function parametersOf(operation: string, world: World): Record<string, string> {
  const names = [...operation.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  return Object.fromEntries(names.map((name) => [name, valueOf(name, operation, world)]))
}

function valueOf(name: string, operation: string, world: World): string {
  const tag = String(world['tag'])
  if (name === 'type') return 'light'
  if (name === 'feature_flag_key') return `flag_${tag}`
  if (name !== 'property_key') return world[name] ?? 'nothing'
  if (operation.includes('/users/')) return `usr_${tag}`
  return operation.includes('/organizations/') ? `org_${tag}` : `app_${tag}`
}

export interface Call extends Request {
  readonly operation: string
  readonly parameters: Readonly<Record<string, string>>
}

export interface WalkResult {
  readonly world: World
  /** Operations with what each answered, or why it did not. */
  readonly failed: readonly string[]
}

interface WalkOptions {
  /** Makes keys and names different from those of another walk. */
  readonly tag: string
  readonly isIncluded: (operation: string) => boolean
  readonly call: (call: Call) => Promise<unknown>
}

/** Goes through the plan, one operation after the other. */
export async function walk({ tag, isIncluded, call }: WalkOptions): Promise<WalkResult> {
  const failed: string[] = []
  let world: World = { tag }
  for (const { operation, request, learn } of PLAN.filter((one) => isIncluded(one.operation))) {
    try {
      const answer = await call({ operation, parameters: parametersOf(operation, world), ...request(world) })
      world = { ...world, ...learn(answer) }
    } catch (error) {
      failed.push(`${operation}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return { world, failed }
}

export function pathOf({ operation, parameters, query = {} }: Call): string {
  const path = operation
    .replace(/^\w+ /, '')
    .replaceAll(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(parameters[name] ?? ''))
  const search = new URLSearchParams(query).toString()
  return search === '' ? path : `${path}?${search}`
}

/** Calls over HTTP; fails where the answer is a refusal. */
export function callOver(calls: Api): WalkOptions['call'] {
  return async (one) => {
    const method = one.operation.split(' ')[0]?.toUpperCase() ?? ''
    const answer = await calls.send(method, pathOf(one), formOf(one.body))
    if (answer.status >= 400) throw new Error(JSON.stringify(answer.body))
    return answer.body as unknown
  }
}

/** A body that carries a file travels as a form. */
export function formOf(value: unknown): unknown {
  const fields = typeof value === 'object' && value !== null ? Object.entries(value) : []
  if (!fields.some(([, field]) => field instanceof File)) return value
  const form = new FormData()
  for (const [name, field] of fields) form.set(name, field as File)
  return form
}

/** Makes one object of each kind, for tests that need something to refer to. */
export function makeWorld(calls: Api, tag: string, isIncluded: (operation: string) => boolean): Promise<WalkResult> {
  return walk({ tag, isIncluded: (one) => !one.startsWith('delete') && isIncluded(one), call: callOver(calls) })
}
