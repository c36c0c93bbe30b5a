import { Note } from '@gatehouse/ui'
import { Button } from '@mantine/core'
import classes from './brand-page.module.css'
import { texts } from './texts.ts'
import type { ContrastProblem } from './use-brand-preview.ts'

interface ContrastNotesProps {
  readonly problems: readonly ContrastProblem[]
  /** Takes a readable colour for the setting of this name; absent where nobody may. */
  readonly onUse?: ((name: string, colour: string) => void) | undefined
}

/** Says which colours are too faint, what the pages use instead, and offers a readable one. */
export function ContrastNotes({ problems, onUse }: ContrastNotesProps) {
  return problems.map((problem) => {
    const { scheme, part, used } = problem
    const setting = part === 'link' ? `link_color${scheme === 'dark' ? '_dark' : ''}` : undefined
    return (
      <Note key={`${scheme}-${part}`} kind="warning">
        <p className="strong">{texts.contrast[part].title(texts.inScheme[scheme])}</p>
        <p className="small">{texts.contrast[part].text(problem)}</p>
        {setting !== undefined && onUse && (
          <Button
            mt="xs"
            size="xs"
            onClick={() => onUse(setting, used)}
            leftSection={
              <svg className={classes['swatch']} viewBox="0 0 1 1" aria-hidden="true">
                <rect width="1" height="1" fill={used} />
              </svg>
            }
          >
            {texts.useForLinks(used)}
          </Button>
        )}
      </Note>
    )
  })
}
