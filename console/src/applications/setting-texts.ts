/** Names and sentences of the settings of an application. */
export const settingTexts = {
  is_pkce_required: {
    name: 'Require PKCE',
    help: 'Refuses sign-ins without a code challenge. Others always require it.',
  },
  response_mode: { name: 'Response mode', help: 'How the code comes back to the application.' },
  is_ask_for_name: {
    name: 'Ask for user first name and last name',
    help: 'Off, sign-up asks for the address alone.',
  },
  has_marketing_consent: {
    name: 'Ask for marketing consent',
    help: 'Adds a checkbox that is not ticked and not required.',
  },
  has_sign_in_link_on_sign_up_page: {
    name: 'Show ‘Already have an account? Sign in’ on the sign-up page',
    help: 'Off, sign-up is the only entry; people with an account are signed in there too.',
  },
  has_register_link_on_sign_in_page: {
    name: 'Show the link to sign-up on the sign-in page',
    help: 'Off, people find sign-up only where your application leads there.',
  },
  has_cancel_button: { name: 'Show a way back to the application', help: 'Leads back without signing in.' },
  use_gravatar_fallback: {
    name: 'Use Gravatar fallback',
    help: 'People without a picture get the one of their address at gravatar.com in tokens and profiles.',
  },
  language_key: { name: 'Language', help: 'For people whose own language is not available.' },
  is_session_persistent: {
    name: 'Persistent session',
    help: 'Survives closing the browser. Off, the cookie goes with the browser window.',
  },
  authenticated_session_lifetime: {
    name: 'Session inactivity timeout',
    help: 'After so long without activity people sign in again.',
  },
  refresh_token_absolute_lifetime: {
    name: 'Longest sign-in',
    help: 'A sign-in ends after this time, however often its refresh token is renewed.',
  },
  refresh_grace_seconds: {
    name: 'Grace for a renewed refresh token',
    help: 'The old one still returns its successor for so long, for answers that got lost.',
  },
}
