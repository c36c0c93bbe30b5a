/** A request as it goes over the wire. `Host` names the origin, which is how the environment is found. */
export function requestBytes({ origin, method = 'GET', path, headers = {}, body = '' }) {
  const lines = [`${method} ${path} HTTP/1.1`, `host: ${new URL(origin).host}`]
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`)
  if (method !== 'GET') lines.push(`content-length: ${Buffer.byteLength(body)}`)
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`)
}

export function formBytes({ origin, path, fields, headers = {} }) {
  return requestBytes({
    origin,
    path,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(fields).toString(),
  })
}
