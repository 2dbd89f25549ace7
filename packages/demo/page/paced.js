// @ts-check

/**
 * Makes drawing rarer than what is to be drawn: fifty frames a second come in, nobody reads figures that
 * fast, and drawing takes time from the thread that takes in the answers.
 *
 * @param {() => void} draw
 * @param {number} intervalMs
 * @returns {() => void} has `draw` called soon, but no more often than every `intervalMs`, and not at
 * all while the page is hidden
 */
export function paced(draw, intervalMs) {
  let isDue = false;
  return () => {
    if (isDue) return;
    isDue = true;
    setTimeout(() => {
      requestAnimationFrame(() => {
        isDue = false;
        draw();
      });
    }, intervalMs);
  };
}
