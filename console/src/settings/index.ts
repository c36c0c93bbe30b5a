/**
 * Settings of an environment: how people sign in, who may join, how attacks are slowed down, and how long things last.
 *
 * Each setting shows the level that decides it. A page saves only what was changed there.
 */
export { attackProtectionPage } from './attack-protection-page.tsx'
export { methodPage, methodsPage } from './methods-page.tsx'
export { policiesPage } from './policies-page.tsx'
export { sessionsPage } from './sessions-page.tsx'
export { EnvironmentSettingsFrame } from './environment-settings-frame.tsx'
export { useEnvironmentSettings } from './use-environment-settings.ts'
export { settingWords } from './setting-words.ts'
