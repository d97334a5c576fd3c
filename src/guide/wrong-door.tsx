import type { View } from '../http/view.ts'
import { type Door, doorOf } from './door-of.ts'
import { wrongDoorTexts } from './wrong-door.texts.ts'

/** Says which door is theirs to somebody who typed the other door's number. It reads the form of the number alone, so it says the same of numbers that nobody has. */
export function WrongDoor({ view, at, typed }: { view: View; at: Door; typed: string }) {
  const door = doorOf(typed)
  if (door === null || door === at) return null
  const texts = wrongDoorTexts[view.language][at]
  return (
    <div class="inset apart" id="otra-puerta">
      <p>{texts.looksLike}</p>
      <p>
        <a href={texts.path}>{texts.other}</a>
      </p>
    </div>
  )
}
