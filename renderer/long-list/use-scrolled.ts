import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { flushSync } from 'react-dom';

export interface Scrolled {
  box: RefObject<HTMLDivElement | null>;
  top: number;
  viewport: number;
}

/** The scrolled window over a list: where it stands and how high it is. CSS pixels. */
export function useScrolled(): Scrolled {
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ top: 0, viewport: 600 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = (): void => setPlace({ top: element.scrollTop, viewport: element.clientHeight });
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      watch.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, []);
  return { box, ...place };
}

export interface Measured {
  /** Heights seen so far, by the id of the row. */
  heights: ReadonlyMap<string, number>;
  /** To be put on each row as its `ref`; the row carries its id as `data-edit`. */
  measure: (element: HTMLElement | null) => (() => void) | undefined;
}

/** Heights of rows as the browser lays them out: taken before they are painted, and again whenever one folds out. */
export function useMeasured(): Measured {
  const [heights, setHeights] = useState<ReadonlyMap<string, number>>(new Map());
  const [watch] = useState(() => new ResizeObserver((entries) => {
    const seen = entries.flatMap(({ target }): [string, number][] => (target instanceof HTMLElement && target.isConnected ? [[target.dataset['edit'] ?? '', target.offsetHeight]] : []));
    flushSync(() => setHeights((held) => (seen.every(([id, height]) => held.get(id) === height) ? held : new Map([...held, ...seen]))));
  }));
  const measure = useCallback((element: HTMLElement | null) => {
    if (!element) return undefined;
    watch.observe(element);
    return () => watch.unobserve(element);
  }, [watch]);
  return { heights, measure };
}
