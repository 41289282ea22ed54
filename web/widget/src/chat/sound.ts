/** Two soft notes for a new message, made on the spot: no file to load. Off unless the contact turns it on. */
let context: AudioContext | undefined;

export function playChime(): void {
  try {
    context ??= new AudioContext();
    void context.resume();
    const start = context.currentTime + 0.02;
    [660, 880].forEach((frequency, index) => {
      const at = start + index * 0.12;
      const tone = context!.createOscillator();
      const volume = context!.createGain();
      tone.frequency.value = frequency;
      volume.gain.setValueAtTime(0, at);
      volume.gain.linearRampToValueAtTime(0.06, at + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.35);
      tone.connect(volume).connect(context!.destination);
      tone.start(at);
      tone.stop(at + 0.4);
    });
  } catch {
    // No sound device, or the browser wants a click first: a message without a sound is still a message.
  }
}
