import { z } from 'zod'
import type { Context } from '#platform/context'

const purposeOf = (flowId: string) => `flows.facts.recovery_codes:${flowId}`

const Codes = z.array(z.string())

export function sealCodes({ sealer }: Pick<Context, 'sealer'>, flowId: string, codes: readonly string[]): string {
  return sealer.seal(purposeOf(flowId), JSON.stringify(codes)).toString('base64url')
}

export function openCodes({ sealer }: Pick<Context, 'sealer'>, flowId: string, sealed: string): readonly string[] {
  return Codes.parse(JSON.parse(sealer.open(purposeOf(flowId), Buffer.from(sealed, 'base64url'))))
}
