/** The codes of this concept's refusals. */
export type ImageProblem = 'IMAGE_QUEUE_FULL' | 'IMAGE_TOO_LARGE' | 'UNSUPPORTED_IMAGE'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly images: ImageProblem
  }
}
