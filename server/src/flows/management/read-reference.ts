import type { Endpoint, OpenApiDocument } from '#platform/http'
import type { ReferenceOperation, ReferenceParameter } from './pages/reference-page.tsx'

/** The operations as the reference page shows them, in the order of the route table. */
export function readReference(
  document: OpenApiDocument,
  endpoints: readonly Endpoint[],
): readonly ReferenceOperation[] {
  return endpoints.map((one) => {
    const described = document.paths?.[one.path]?.[one.method]
    return {
      id: one.operationId,
      tag: one.tag,
      method: one.method.toUpperCase(),
      path: one.path,
      summary: one.summary,
      description: plain(one.description ?? ''),
      scope: one.scope,
      parameters: (described?.parameters ?? []).flatMap(parameterOf),
      body: described?.requestBody && schemaText(described.requestBody),
      answers: Object.entries(described?.responses ?? {}).map(([status, response]) => ({
        status,
        description: fieldOf(response, 'description'),
        schema: schemaText(response),
      })),
    }
  })
}

function parameterOf(parameter: object): ReferenceParameter[] {
  const name = fieldOf(parameter, 'name')
  const isRequired = 'required' in parameter && parameter.required === true
  return [{ name, in: fieldOf(parameter, 'in'), isRequired, description: fieldOf(parameter, 'description') }]
}

function fieldOf(value: unknown, name: string): string {
  if (typeof value !== 'object' || value === null) return ''
  const found = new Map<string, unknown>(Object.entries(value)).get(name)
  return typeof found === 'string' ? plain(found) : ''
}

/** The schema of the one media type there is. */
function schemaText(part: object): string {
  const content = new Map<string, unknown>(Object.entries('content' in part ? (part.content ?? {}) : {}))
  const [media] = content.values()
  return JSON.stringify(typeof media === 'object' && media !== null && 'schema' in media ? media.schema : {}, null, 2)
}

/** Descriptions are CommonMark; of that only code is used, and the page sets it like the rest. */
function plain(text: string): string {
  return text.replaceAll('`', '')
}
