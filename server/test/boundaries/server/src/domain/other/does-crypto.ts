import { randomBytes } from 'node:crypto'
export const doesCrypto = randomBytes
