/** The words of the pages about passkeys. */
export const texts = {
  title: 'Passkeys',
  lead: 'People sign in with the fingerprint, the face or the lock of their device.',
  policy: 'Policy',
  policyReason: 'It holds for sign-ins from now on. Passkeys that people have stay stored.',
  choices: [
    { value: 'off', label: 'Off', help: 'The pages offer no passkeys and accept none.' },
    {
      value: 'optional',
      label: 'Optional',
      help: 'A button on the sign-in page. People are asked once, after they signed in with a password or a code.',
    },
    {
      value: 'mandatory',
      label: 'Mandatory',
      help: 'People must set one up at their next sign-in, and use it at each one after that. Someone who loses all their devices needs you: remove their passkeys on their page.',
    },
  ],
  host: 'Which host',
  hostReason:
    'A passkey works at the exact host of the sign-in page only. If that changes, people sign in another way once and make a new one. Browsers have no passkeys at an IP address, or without HTTPS except at localhost.',
  guide: 'Each person’s passkeys are on their page, under Users.',
  save: 'Save',
  saved: 'Saved',
} as const
