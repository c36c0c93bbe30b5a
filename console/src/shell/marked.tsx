import classes from './search-dialog.module.css'

/** A text in which the part that was searched for stands out. */
export function Marked({ text, asked }: { readonly text: string; readonly asked: string }) {
  const at = asked === '' ? -1 : text.toLowerCase().indexOf(asked.toLowerCase())
  if (at < 0) return text
  return (
    <>
      {text.slice(0, at)}
      <mark className={classes['mark']}>{text.slice(at, at + asked.length)}</mark>
      {text.slice(at + asked.length)}
    </>
  )
}
