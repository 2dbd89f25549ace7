import type { ThemeName } from "../../charts/look.ts";

const KEY = "stt-bench-theme";

/**
 * Tells which theme is shown, now and whenever that changes: the system's, until the reader has pressed
 * `button`, and then the reader's.
 */
export function watchTheme(button: HTMLButtonElement, show: (theme: ThemeName) => void): void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  let chosen = readChoice();
  const apply = () => {
    const theme = chosen ?? (system.matches ? "dark" : "light");
    document.documentElement.style.colorScheme = theme;
    button.setAttribute("aria-pressed", String(theme === "dark"));
    show(theme);
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    chosen = button.getAttribute("aria-pressed") === "true" ? "light" : "dark";
    keepChoice(chosen);
    apply();
  });
  system.addEventListener("change", apply);
  apply();
}

function readChoice(): ThemeName | undefined {
  try {
    const value = localStorage.getItem(KEY);
    return value === "light" || value === "dark" ? value : undefined;
  } catch {
    return undefined; // Some browsers keep nothing for files.
  }
}

function keepChoice(theme: ThemeName): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // As above: then it holds until the page is left.
  }
}
