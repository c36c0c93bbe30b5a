/** Everything that the page of signing keys says. */
export const texts = {
  title: 'Signing keys',
  lead: 'Tokens of this environment are signed with the current key. Applications read the public keys from the key set.',
  rotate: 'Rotate the key',
  rotateTitle: 'Rotate the signing key',
  rotateText:
    'A new key is published at once and signs in an hour, when applications have read it. Tokens of the present key stay valid until they expire.',
  keepKey: 'Keep the present key',
  columns: { kid: 'Key id', state: 'State', made: 'Made', signs: 'Signs from' },
  states: {
    current: 'Signs now',
    next: 'Signs next',
    previous: 'Still accepted',
    retired: 'Retired',
    revoked: 'Revoked',
  },
  revoke: 'Revoke',
  revokeTitle: 'Revoke this key',
  revokeLoss:
    'For the emergency that it became known. Every token that it signed is refused at once: people sign in again, and machines ask for new tokens.',
  typeName: 'Type the beginning of the key id',
  problems: {
    SIGNING_KEY_ROTATION_PENDING: 'A new key is waiting to sign already. It takes over within the hour.',
    SIGNING_KEY_REVOKED: 'The key was revoked already.',
  },
}
