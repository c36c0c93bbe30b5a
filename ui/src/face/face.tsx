import classes from './face.module.css'

export interface FaceProps {
  readonly name: string
  readonly picture?: string | null | undefined
  readonly isLarge?: boolean
  readonly isSquare?: boolean
}

/** The picture of a person or an organization, or their initials. */
export function Face({ name, picture, isLarge = false, isSquare = false }: FaceProps) {
  return (
    <span className={classes['face']} data-large={isLarge} data-square={isSquare} aria-hidden="true">
      {picture ? <img src={picture} alt="" /> : initialsOf(name)}
    </span>
  )
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^[\p{L}\p{N}]/u.test(word))
  const [first = '', last = ''] = words.length > 1 ? [words[0], words.at(-1)] : words
  return `${[...first][0] ?? '?'}${[...last][0] ?? ''}`.toUpperCase()
}
