// Checks of the public documents: only then do their bytes count as right.

export const lookAtMetadata = (origin) => (metadata) =>
  metadata.issuer === origin && metadata.token_endpoint?.startsWith(`${origin}/`) ? undefined : 'not our metadata'

export function lookAtKeys({ keys }) {
  const isRight = keys?.length > 0 && keys.every((key) => key.kty === 'RSA' && key.n && key.e && !key.d)
  return isRight ? undefined : 'not a set of public RSA keys'
}
