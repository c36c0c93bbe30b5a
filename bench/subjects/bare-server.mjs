// The least that answers over HTTP: `node bare-server.mjs <port> <bytes>`, the same document to every request.
import { createServer } from 'node:http'

const [, , port, bytes] = process.argv
const body = Buffer.alloc(Number(bytes), 'x')
const headers = { 'content-type': 'application/json', 'content-length': body.length }

createServer((_request, response) => {
  response.writeHead(200, headers)
  response.end(body)
}).listen(Number(port), '127.0.0.1')
