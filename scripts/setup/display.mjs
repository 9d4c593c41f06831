/** Whether a window can be shown to somebody here. Only on Linux does a system run without a display. */
export const hasDisplay = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
