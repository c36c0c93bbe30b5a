import type { Context } from '#platform/context'

const purposeOf = (flowId: string) => `flows.facts.seed:${flowId}`

/** Seals a seed for the flow in which it is set up. */
export function sealSeed({ sealer }: Pick<Context, 'sealer'>, flowId: string, seed: string): string {
  return sealer.seal(purposeOf(flowId), seed).toString('base64url')
}

export function openSeed({ sealer }: Pick<Context, 'sealer'>, flowId: string, sealed: string): string {
  return sealer.open(purposeOf(flowId), Buffer.from(sealed, 'base64url'))
}
