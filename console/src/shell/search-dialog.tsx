import { Modal, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState, type KeyboardEvent } from 'react'
import { Marked } from './marked.tsx'
import classes from './search-dialog.module.css'
import { texts } from './texts.ts'
import { useGo } from './use-go.ts'
import { useHits, type Hit, type HitGroup } from './use-hits.ts'

/** Finds anything of the environment, and pages by their names; arrows choose, Enter opens. */
export function SearchDialog({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState('')
  const asked = text.trim()
  const groups = useHits(asked)
  const hits = groups.flatMap((group) => group.hits)
  const [chosen, setChosen] = useState(0)
  const go = useGo()
  const open = (hit: Hit | undefined, isNewTab = false) => {
    if (!hit) return
    if (isNewTab) window.open(hit.href, '_blank', 'noopener')
    else {
      onClose()
      go(hit.href)
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) setChosen((before) => (before + step + hits.length) % Math.max(hits.length, 1))
    else if (event.key === 'Enter') open(hits[chosen], event.ctrlKey || event.metaKey)
    else return
    event.preventDefault()
  }
  return (
    <Modal opened onClose={onClose} withCloseButton={false} size={640} centered={false} aria-label={texts.search}>
      <TextInput
        data-autofocus
        aria-label={texts.searchLabel}
        aria-controls="hits"
        aria-activedescendant={hits[chosen] ? `hit-${String(chosen)}` : undefined}
        role="combobox"
        aria-expanded
        placeholder={texts.searchHint}
        leftSection={<IconSearch size={18} stroke={1.5} />}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setChosen(0)
        }}
        onKeyDown={onKeyDown}
      />
      <Hits groups={groups} chosen={hits[chosen]} asked={asked} onOpen={open} />
      <Keys />
    </Modal>
  )
}

interface HitsProps {
  readonly groups: readonly HitGroup[]
  readonly chosen: Hit | undefined
  readonly asked: string
  readonly onOpen: (hit: Hit) => void
}

function Hits({ groups, chosen, asked, onOpen }: HitsProps) {
  const order = groups.flatMap(({ hits }) => hits)
  if (groups.length === 0) return <p className={classes['nothing']}>{texts.nothingFound(asked)}</p>
  return (
    <div className={classes['hits']} id="hits" role="listbox" aria-label={texts.results}>
      {groups.map(({ label, hits }) => (
        <div key={label} role="group" aria-label={label}>
          <p aria-hidden="true">{label}</p>
          {hits.map((hit) => (
            <div
              key={hit.href}
              id={`hit-${String(order.indexOf(hit))}`}
              role="option"
              className={classes['hit']}
              aria-selected={hit === chosen}
              onClick={() => onOpen(hit)}
              ref={(element) => {
                if (hit === chosen) element?.scrollIntoView({ block: 'nearest' })
              }}
            >
              <span className={classes['name']}>
                <Marked text={hit.name} asked={asked} />
              </span>
              <span className="quiet small">
                <Marked text={hit.detail} asked={asked} />
              </span>
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}

function Keys() {
  return (
    <p className={classes['keys']} aria-hidden="true">
      <kbd>↑</kbd> <kbd>↓</kbd> Choose <kbd>Enter</kbd> Open <kbd>Ctrl Enter</kbd> Open in a new tab <kbd>Esc</kbd>{' '}
      Close
    </p>
  )
}
