import type { Context } from '#platform/context'

export function userCodeDigest({ sealer }: Pick<Context, 'sealer'>, userCode: string): Buffer {
  return sealer.digest('device_codes.user_code_digest', userCode)
}
