/** Everything that the form of the bot stop says. */
export const botStopTexts = {
  settings: {
    is_bot_stop_on: {
      name: 'Stop bots',
      help: 'Sign-ups, and sign-ins after three failures, pass a check that a browser does by itself. Without scripts people wait some seconds.',
    },
    bot_stop_provider: {
      name: 'Check',
      help: 'Ours loads nothing from elsewhere. A provider sees the addresses of your people.',
    },
    bot_stop_site_key: { name: 'Site key', help: 'The public key that the provider shows for your host.' },
    bot_stop_secret_key: { name: 'Secret key', help: '' },
  },
  providers: [
    { value: 'proof_of_work', label: 'Proof of work, without a third party' },
    { value: 'turnstile', label: 'Cloudflare Turnstile' },
    { value: 'hcaptcha', label: 'hCaptcha' },
  ],
  secretKept: 'One is saved and never shown. Type another one to replace it.',
  noSecret: 'It is stored sealed and never shown again.',
  hidden: 'hidden',
  save: 'Save bot stop',
  problems: {
    BOT_STOP_KEYS_REQUIRED: 'A provider needs both of its keys; after a change of one, type the secret key again.',
  },
}
