import { expect, test } from 'vitest'
import { relyingPartyOf } from './index.ts'

test.each([
  ['http://localhost:3000', 'localhost'],
  ['http://acme.localhost:3000', 'acme.localhost'],
  ['https://id.example.com', 'id.example.com'],
  ['https://id.example.com:8443', 'id.example.com'],
  ['http://id.example.com', undefined],
  ['http://127.0.0.1:3000', undefined],
  ['https://192.0.2.7', undefined],
  ['https://[2001:db8::1]', undefined],
  ['http://notlocalhost', undefined],
])('the relying party of %s is its exact host, where browsers have passkeys (ATO-28)', (issuer, id) => {
  expect(relyingPartyOf({ issuer })?.id).toBe(id)
})
