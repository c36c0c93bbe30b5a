import { z } from 'zod'

const ClientData = z.object({ challenge: z.string(), crossOrigin: z.literal(false).optional() })

/**
 * Returns the client data that an authenticator signed; undefined where it is not readable, or another site's frame
 * asked: our pages are never in a frame.
 */
export function readClientData(encoded: string): z.output<typeof ClientData> | undefined {
  try {
    return ClientData.parse(JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8')))
  } catch {
    return undefined
  }
}
