/** Returns the nonce by which the policy of this page allows style elements. */
export function pageNonce(): string {
  return document.getElementById('nonce')?.nonce ?? ''
}
