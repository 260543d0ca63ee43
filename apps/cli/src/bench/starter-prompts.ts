/**
 * @file The names that `galatea bench starter` renders: sixty-four things of `models/starter/names.json`, chosen before
 * any was rendered, of all kinds: fruit, food, animals, plants, sky, buildings, vehicles, tools, faces.
 */
export const starterPrompts = [
	...['red apple', 'green apple', 'banana', 'strawberry', 'watermelon', 'lemon', 'cherries', 'grapes'],
	...['pineapple', 'carrot', 'mushroom', 'tomato', 'hamburger', 'pizza', 'doughnut', 'birthday cake'],
	...['dog face', 'cat face', 'lion', 'tiger face', 'pig face', 'fox', 'panda', 'penguin'],
	...['owl', 'tropical fish', 'octopus', 'butterfly', 'lady beetle', 'turtle', 'frog', 'snail'],
	...['evergreen tree', 'palm tree', 'cactus', 'tulip', 'rose', 'sunflower', 'sun', 'full moon'],
	...['star', 'cloud', 'rainbow', 'fire', 'snowman', 'house', 'castle', 'volcano'],
	...['bicycle', 'automobile', 'airplane', 'rocket', 'sailboat', 'balloon', 'soccer ball', 'guitar'],
	...['key', 'umbrella', 'red heart', 'crown', 'anchor', 'skull', 'robot', 'smiling face with sunglasses'],
] as const;
