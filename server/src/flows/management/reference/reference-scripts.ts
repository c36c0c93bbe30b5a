/** Chooses the renderer's dark side where the system asks for it, before anything is painted. */
export const schemeScript = `const scheme = matchMedia('(prefers-color-scheme: dark)')
const choose = () => document.documentElement.classList.toggle('dark-mode', scheme.matches)
scheme.addEventListener('change', choose)
choose()
`

/**
 * Starts the renderer. Nothing that it can send goes elsewhere: no validator, no address of a document in the query, no
 * cookie. A token that was typed is kept in memory.
 *
 * The renderer resolves a document of OpenAPI 3.1 whole before it shows anything, which takes many seconds for one of this
 * size. It reads one of 3.0 as it goes, so the page says our schemas in those words.
 */
export const referenceScript = `const matches = (operation, phrase) => {
  const { method, path } = operation.toJS ? operation.toJS() : operation
  const { summary = '', operationId = '' } = operation.get('operation').toJS()
  return [method, path, summary, operationId].join(' ').toLowerCase().includes(phrase)
}
// The page has its own field for the search and one server, and a link inside of a button cannot be reached by keyboard.
const parts = () => ({
  components: { FilterContainer: () => null, ServersContainer: () => null, DeepLink: ({ text }) => text },
  fn: {
    opsFilter: (tagged, phrase) => {
      const wanted = phrase.toLowerCase()
      return tagged
        .map((tag, name) =>
          name.toLowerCase().includes(wanted)
            ? tag
            : tag.set('operations', tag.get('operations').filter((operation) => matches(operation, wanted))),
        )
        .filter((tag) => tag.get('operations').size > 0)
    },
  },
})
const here = (request) => {
  if (new URL(request.url, location.href).origin !== location.origin) throw new Error('This page calls its own address only.')
  return Object.assign(request, { credentials: 'omit' })
}
const older = (value) => {
  if (Array.isArray(value)) return value.map(older)
  if (typeof value !== 'object' || value === null) return value
  const { type, const: only, anyOf, exclusiveMinimum, exclusiveMaximum, prefixItems, additionalProperties, ...rest } = value
  const made = Object.fromEntries(Object.entries(rest).map(([name, one]) => [name, older(one)]))
  // A schema that says nothing would only fill the examples with made-up fields.
  const isSaying = typeof additionalProperties === 'object' && Object.keys(additionalProperties).length > 0
  if (isSaying || additionalProperties === false) made.additionalProperties = older(additionalProperties)
  if (Array.isArray(type)) Object.assign(made, { type: type.find((one) => one !== 'null'), nullable: type.includes('null') })
  else if (type !== undefined) made.type = older(type)
  if (only !== undefined) made.enum = [only]
  if (Array.isArray(anyOf)) {
    const some = anyOf.filter((one) => one?.type !== 'null').map(older)
    if (some.length < anyOf.length) made.nullable = true
    if (some.length === 1) Object.assign(made, some[0])
    else made.anyOf = some
  }
  if (exclusiveMinimum !== undefined) Object.assign(made, typeof exclusiveMinimum === 'number' ? { minimum: exclusiveMinimum, exclusiveMinimum: true } : { exclusiveMinimum: older(exclusiveMinimum) })
  if (exclusiveMaximum !== undefined) Object.assign(made, typeof exclusiveMaximum === 'number' ? { maximum: exclusiveMaximum, exclusiveMaximum: true } : { exclusiveMaximum: older(exclusiveMaximum) })
  if (Array.isArray(prefixItems)) made.items = { anyOf: prefixItems.map(older) }
  return made
}
const start = (spec) => window.ui = SwaggerUIBundle({
  spec: { ...older(spec), openapi: '3.0.3' },
  dom_id: '#reference',
  presets: [SwaggerUIBundle.presets.apis],
  plugins: [parts],
  layout: 'BaseLayout',
  deepLinking: true,
  displayOperationId: true,
  displayRequestDuration: true,
  docExpansion: 'none',
  defaultModelsExpandDepth: -1,
  persistAuthorization: false,
  queryConfigEnabled: false,
  requestInterceptor: here,
  validatorUrl: null,
  withCredentials: false,
})
const field = document.getElementById('search')
let typing
field.addEventListener('input', () => {
  clearTimeout(typing)
  typing = setTimeout(() => find(field.value.trim()), 150)
})
const find = (phrase) => {
  if (!window.ui) return
  const { layoutActions, specSelectors } = window.ui.getSystem()
  layoutActions.updateFilter(phrase || false)
  // A group that has matches is opened; with fewer letters nearly all of them would be.
  for (const name of specSelectors.operationsWithTags().keys()) layoutActions.show(['operations-tag', name], phrase.length > 2)
}
fetch('/api/openapi.json', { credentials: 'omit' })
  .then((response) => response.json())
  .then(start)
`
