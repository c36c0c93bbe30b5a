/**
 * The console's door: its page, the sign-in of administrators, and the Management API with their session.
 *
 * Answers at the host of the control environment alone. Who signs in goes through the flow of that environment, which ends
 * at a page of ours, so that no password form stands beside it; a second factor will be a step of that flow. The session
 * is that of the control environment: a cookie of one host, which no environment's host knows, and from which no token is
 * made. Each call says by a header and by `Sec-Fetch-Site` that the console's page makes it, because the hosts of
 * environments are of the same site and `SameSite` keeps none of them out. The chosen environment stands in the path and is
 * compared with the team at each call. Each act is written down with the person (`#domain/audit`).
 *
 * Refuses: answers for other origins, tokens for the browser, knowing operations (they belong to their concepts).
 */
export { startConsoleSession } from './start-console-session.ts'
export { consoleFiles, type ConsoleFiles } from './console-files.ts'
export type { ConsoleProblem } from './problems.ts'
