// The lock screen and headset buttons.

/** Say what is played, and obey the buttons; `chapter(step)` goes to a neighbouring chapter. */
export function announce(sound, data, chapter) {
  const { mediaSession } = navigator;
  if (!mediaSession) return;
  mediaSession.metadata = new MediaMetadata({
    title: data.title,
    artist: data.column,
    artwork: data.image ? [{ src: data.image }] : [],
  });
  const handlers = {
    play: () => sound.play(),
    pause: () => sound.pause(),
    stop: () => sound.pause(),
    seekbackward: ({ seekOffset }) => sound.skip(-(seekOffset || 15)),
    seekforward: ({ seekOffset }) => sound.skip(seekOffset || 30),
    seekto: ({ seekTime }) => sound.seek(seekTime * 1000),
    previoustrack: () => chapter(-1),
    nexttrack: () => chapter(1),
  };
  for (const [name, act] of Object.entries(handlers)) mediaSession.setActionHandler(name, act);
}

/** Tell the lock screen where the sound is. */
export function place(sound) {
  const { mediaSession } = navigator;
  if (!mediaSession?.setPositionState || !sound.duration) return;
  mediaSession.playbackState = sound.playing ? "playing" : "paused";
  mediaSession.setPositionState({
    duration: sound.duration / 1000,
    playbackRate: sound.speed,
    position: Math.min(sound.ms, sound.duration) / 1000,
  });
}
