/**
 * Ways to sign in as connections: their names, and the switches by which an application or an organization chooses.
 */
export { MethodSwitches } from './method-switches.tsx'
export { connectionsIn, isMethodSlug, STRATEGIES, type MethodSlug, type Strategy } from './strategies.ts'
export { texts as connectionTexts } from './texts.ts'
