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
      description: one.description ?? '',
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
  return typeof found === 'string' ? found : ''
}

function schemaText(value: object): string {
  const content: unknown = 'content' in value ? value.content : undefined
  return JSON.stringify(content, null, 2)
}
