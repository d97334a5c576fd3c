import { expect, it } from 'vitest'
import { gsmText } from '../notifications/gsm-text.ts'
import { tagWords } from './tag-words.ts'

it('the words of a tag are the same on the page and in an SMS, and none is there twice', () => {
  expect(tagWords.map(gsmText)).toEqual(tagWords)
  expect(new Set(tagWords).size).toBe(tagWords.length)
  expect(tagWords.length).toBeGreaterThan(150)
})
