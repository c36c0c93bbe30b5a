/**
 * Sign-ins that administrators try: requests of the environment's playground that wait for their answer.
 *
 * A trial belongs to the session and the browser of the administrator who began it. Its state is a secret of which the
 * digest is stored, and is good once: one statement compares all three and deletes it. The playground itself is an
 * application (`#domain/applications`), in environments that are not production. Owns `playground_requests`.
 */
export { beginTrial, consumeTrial, isTrialAwaited, noteFlowOfTrial, type AnsweredTrial, type Trial } from './queries.ts'
