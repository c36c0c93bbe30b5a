import type { SettingWords } from '../shell/setting-fields.tsx'
import type { EnvironmentSettings } from './use-environment-settings.ts'

/** The name of each setting of an environment, and a sentence that says what it does. */
export const settingWords: Readonly<Record<keyof EnvironmentSettings, SettingWords>> = {
  email_method: {
    name: 'Method of new applications',
    help: 'Holds for every application that does not choose one itself.',
  },
  is_device_flow_allowed: {
    name: 'Device authorization',
    help: 'Televisions, terminals and other devices without a keyboard may ask people to sign in on another device.',
  },
  default_device_application: {
    name: 'Default application for devices',
    help: 'Stands in where a device sends no client id.',
  },
  is_self_sign_up_allowed: {
    name: 'Allow self sign-up',
    help: 'Anyone with an address may create an account. Off, people come by invitation, import, the console or the API only; those who have an account still sign in. Accounts that enterprise connections create at the first sign-in count as sign-ups too.',
  },
  allowed_domains: {
    name: 'Allowed domains',
    help: 'Only addresses of these domains may sign up; an empty list allows all. Write example.com; sub.example.com is another domain.',
  },
  sign_up_allow_list: {
    name: 'May sign up',
    help: 'Addresses and domains; an empty list allows all. An address here may sign up even if its domain is blocked. A domain counts without its subdomains.',
  },
  sign_up_block_list: {
    name: 'May not sign up',
    help: 'Addresses and domains. A domain counts with all its subdomains. People who have an account still sign in.',
  },
  is_disposable_refused: {
    name: 'Refuse throw-away addresses',
    help: 'Addresses of services that give out mailboxes for minutes. The list is part of the product and grows with its updates.',
  },
  is_breach_checked: {
    name: 'Refuse leaked passwords',
    help: 'Looks each chosen password up at the service of the installation. It learns five digits of a digest, which 1,000 passwords share; a slow service stops nobody.',
  },
  breached_sign_in: {
    name: 'A leaked password at sign-in',
    help: 'What happens when somebody signs in with a right password that is known from a leak.',
  },
  is_organization_creation_allowed: {
    name: 'Allow organization creation on sign-up',
    help: 'A sign-up with is_create_org makes an organization, and the person becomes its first member.',
  },
  is_latest_organization_entered: {
    name: 'Sign users in to the most recent organization',
    help: 'Members of several organizations enter the one they used last. Off, they choose from a list.',
  },
  terms_url: { name: 'Terms of service', help: 'The address that sign-up and the foot of each page link to.' },
  privacy_url: { name: 'Privacy policy', help: 'The address that sign-up and the foot of each page link to.' },
  is_click_wrap: {
    name: 'Ask for agreement',
    help: 'People must tick that they agree to the terms and the privacy policy before their account is made; the time is recorded.',
  },
  security_mails: {
    name: 'Tell people by mail of',
    help: 'The mail says what happened, when and from where, and what to do if it was somebody else. Imports and users that you create are never told of.',
  },
  lockout_attempts: {
    name: 'Failed attempts before a lockout',
    help: 'Wrong passwords and wrong codes count together.',
  },
  lockout_minutes: {
    name: 'Length of the lockout',
    help: 'During this time every further attempt is refused, a right one too.',
  },
  is_enumeration_protected: {
    name: 'Credential enumeration protection',
    help: 'The pages never show whether an address has an account. Off, somebody with an unknown address reads that there is no such account.',
  },
  code_lifetime_minutes: {
    name: 'Lifetime of mailed codes',
    help: 'A code that was not used until then is refused. A new code always ends the one before.',
  },
  authenticated_session_lifetime: {
    name: 'Stay signed in',
    help: 'After this long without a visit, people sign in again. Applications and organizations may set their own.',
  },
  is_session_persistent: {
    name: 'Stay signed in when the browser closes',
    help: 'Off, the session ends with the browser window; a browser that restores its last session may bring it back.',
  },
  language_key: {
    name: 'Default language',
    help: 'For people whose browser asks for no language that the pages have. Applications may set their own.',
  },
  homepage_application: {
    name: 'Homepage',
    help: 'The root of this environment’s address leads to the homepage URL of this application, in production. Without one it shows the name of the business only.',
  },
  is_wildcard_url_allowed: {
    name: 'Wildcards in callback and logout URLs',
    help: 'Lets an URL have an open label, such as https://*.example.com. Outside of production they always may; in production every host that the label opens can receive codes.',
  },
  signing_key_rotation_days: {
    name: 'Rotate the signing key by itself',
    help: 'After this many days a new key takes over. Empty, you rotate it yourself.',
  },
  button_border_radius: { name: 'Corners of buttons', help: 'In pixels.' },
  card_border_radius: { name: 'Corners of the card', help: 'In pixels.' },
  input_border_radius: { name: 'Corners of fields', help: 'In pixels.' },
  theme_code: { name: 'Light or dark', help: 'Whether pages follow the person’s system or are always the same.' },
  background_color: { name: 'Page', help: 'The ground of pages in light mode.' },
  button_color: { name: 'Buttons', help: 'The colour of buttons in light mode.' },
  button_text_color: { name: 'Text on buttons', help: 'Used where it can be read.' },
  link_color: { name: 'Links', help: 'The colour of links in light mode.' },
  background_color_dark: { name: 'Page in dark mode', help: 'The ground of pages in dark mode.' },
  button_color_dark: { name: 'Buttons in dark mode', help: 'The colour of buttons in dark mode.' },
  button_text_color_dark: { name: 'Text on buttons in dark mode', help: 'Used where it can be read.' },
  link_color_dark: { name: 'Links in dark mode', help: 'The colour of links in dark mode.' },
}
