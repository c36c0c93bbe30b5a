/** Calls of the Management API with a token of the first start. */
export async function openManagement({ origin, firstRun }) {
  const { client_id, client_secret, audience, token_endpoint } = firstRun.management
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret, audience })
  const { access_token: token } = await (await fetch(token_endpoint, { method: 'POST', body })).json()
  const authorization = { authorization: `Bearer ${token}` }
  async function call(method, path, { type = 'application/json', content } = {}) {
    const headers = { ...authorization, ...(content === undefined ? {} : { 'content-type': type }) }
    const response = await fetch(`${origin}/api/v1${path}`, { method, headers, body: content })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }
  return { authorization, call }
}
