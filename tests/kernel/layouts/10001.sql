PRAGMA application_id=1162696012;
PRAGMA user_version=10001;
CREATE TABLE due (
	id INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	vendor VARCHAR NOT NULL, 
	task VARCHAR NOT NULL, 
	details TEXT NOT NULL, 
	request_id INTEGER, 
	PRIMARY KEY (id)
);
CREATE TABLE faults (
	id INTEGER NOT NULL, 
	vendor VARCHAR NOT NULL, 
	operation VARCHAR, 
	path VARCHAR, 
	params TEXT, 
	effect TEXT NOT NULL, 
	times INTEGER, 
	probability FLOAT, 
	seed BIGINT NOT NULL, 
	seen INTEGER NOT NULL, 
	fired INTEGER NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE journal (
	id INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	vendor VARCHAR NOT NULL, 
	operation VARCHAR, 
	method VARCHAR NOT NULL, 
	url VARCHAR NOT NULL, 
	path VARCHAR NOT NULL, 
	status INTEGER NOT NULL, 
	duration_ms FLOAT NOT NULL, 
	request_headers BLOB NOT NULL, 
	request_body BLOB NOT NULL, 
	answer_headers BLOB NOT NULL, 
	answer_body BLOB NOT NULL, 
	notices TEXT, 
	PRIMARY KEY (id)
);
CREATE TABLE outbox (
	id INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	vendor VARCHAR NOT NULL, 
	channel VARCHAR NOT NULL, 
	"to" VARCHAR NOT NULL, 
	subject VARCHAR, 
	text VARCHAR, 
	html VARCHAR, 
	payload TEXT, 
	links TEXT NOT NULL, 
	request_id INTEGER, 
	PRIMARY KEY (id)
);
CREATE TABLE recensus_customer_contact_requests (
	id INTEGER NOT NULL, 
	merchant INTEGER NOT NULL, 
	customer_first_name VARCHAR NOT NULL, 
	customer_last_name VARCHAR NOT NULL, 
	customer_email VARCHAR NOT NULL, 
	purchase_date VARCHAR NOT NULL, 
	collection VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	created_at BIGINT NOT NULL, 
	contact_at BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(merchant) REFERENCES recensus_merchants (id)
);
CREATE TABLE recensus_merchant_products (
	id INTEGER NOT NULL, 
	merchant INTEGER NOT NULL, 
	gtin VARCHAR NOT NULL, 
	mpn VARCHAR NOT NULL, 
	brand VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (merchant, gtin, mpn, brand), 
	FOREIGN KEY(merchant) REFERENCES recensus_merchants (id)
);
CREATE TABLE recensus_merchants (
	id INTEGER NOT NULL, 
	merchant VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	token VARCHAR NOT NULL, 
	secret VARCHAR NOT NULL, 
	contact_after_days INTEGER NOT NULL, 
	content_type_error INTEGER NOT NULL, 
	strict_seed BOOLEAN NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (merchant)
);
CREATE TABLE recensus_product_reviews (
	id INTEGER NOT NULL, 
	product INTEGER NOT NULL, 
	purchase INTEGER, 
	rating INTEGER NOT NULL, 
	text VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	created_at BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(product) REFERENCES recensus_merchant_products (id), 
	UNIQUE (purchase), 
	FOREIGN KEY(purchase) REFERENCES recensus_purchases (id)
);
CREATE TABLE recensus_purchases (
	id INTEGER NOT NULL, 
	contact_request INTEGER NOT NULL, 
	product INTEGER NOT NULL, 
	title VARCHAR NOT NULL, 
	lang VARCHAR NOT NULL, 
	url VARCHAR, 
	quantity VARCHAR NOT NULL, 
	feedback_key VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(contact_request) REFERENCES recensus_customer_contact_requests (id), 
	FOREIGN KEY(product) REFERENCES recensus_merchant_products (id), 
	UNIQUE (feedback_key)
);
CREATE TABLE reco_customer_ids (
	id INTEGER NOT NULL, 
	venue INTEGER NOT NULL, 
	sandbox BOOLEAN NOT NULL, 
	customer_id VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (venue, sandbox, customer_id), 
	FOREIGN KEY(venue) REFERENCES reco_venues (id)
);
CREATE TABLE reco_employees (
	id INTEGER NOT NULL, 
	venue INTEGER NOT NULL, 
	employee_id VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	slug VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (venue, employee_id), 
	FOREIGN KEY(venue) REFERENCES reco_venues (id)
);
CREATE TABLE reco_invites (
	id INTEGER NOT NULL, 
	venue INTEGER NOT NULL, 
	sandbox BOOLEAN NOT NULL, 
	channel VARCHAR NOT NULL, 
	address VARCHAR NOT NULL, 
	round INTEGER NOT NULL, 
	sent_to VARCHAR NOT NULL, 
	first_name VARCHAR, 
	last_name VARCHAR, 
	details TEXT NOT NULL, 
	customer_id VARCHAR, 
	state VARCHAR NOT NULL, 
	created_at BIGINT NOT NULL, 
	send_at BIGINT NOT NULL, 
	token VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (venue, sandbox, channel, address, round), 
	FOREIGN KEY(venue) REFERENCES reco_venues (id)
);
CREATE TABLE reco_opt_outs (
	sandbox BOOLEAN NOT NULL, 
	address VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	PRIMARY KEY (sandbox, address)
);
CREATE TABLE reco_partner_mappings (
	id INTEGER NOT NULL, 
	venue INTEGER NOT NULL, 
	type VARCHAR NOT NULL, 
	platform VARCHAR NOT NULL, 
	platform_id VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (venue, type, platform, platform_id), 
	FOREIGN KEY(venue) REFERENCES reco_venues (id)
);
CREATE TABLE reco_reviews (
	id INTEGER NOT NULL, 
	venue INTEGER NOT NULL, 
	sandbox BOOLEAN NOT NULL, 
	employee INTEGER, 
	invite INTEGER, 
	grade INTEGER NOT NULL, 
	text VARCHAR NOT NULL, 
	screen_name VARCHAR NOT NULL, 
	created_at BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(venue) REFERENCES reco_venues (id), 
	FOREIGN KEY(employee) REFERENCES reco_employees (id), 
	UNIQUE (invite), 
	FOREIGN KEY(invite) REFERENCES reco_invites (id)
);
CREATE TABLE reco_venues (
	id INTEGER NOT NULL, 
	venue_id VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	slug VARCHAR NOT NULL, 
	api_key VARCHAR NOT NULL, 
	sandbox_api_key VARCHAR NOT NULL, 
	sandbox_email VARCHAR NOT NULL, 
	sandbox_mobile VARCHAR NOT NULL, 
	reask_after_days INTEGER, 
	PRIMARY KEY (id), 
	UNIQUE (venue_id), 
	UNIQUE (slug), 
	UNIQUE (api_key), 
	UNIQUE (sandbox_api_key)
);
CREATE TABLE rees46_bonus_transactions (
	id INTEGER NOT NULL, 
	profile BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	event VARCHAR NOT NULL, 
	amount BIGINT NOT NULL, 
	status VARCHAR NOT NULL, 
	expires DATE, 
	order_id VARCHAR, 
	PRIMARY KEY (id), 
	UNIQUE (profile, event)
);
CREATE TABLE rees46_bonuses (
	id INTEGER NOT NULL, 
	shop INTEGER NOT NULL, 
	profile BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	status TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id), 
	FOREIGN KEY(profile) REFERENCES rees46_profiles (id)
);
CREATE TABLE rees46_campaigns (
	id INTEGER NOT NULL, 
	shop INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	type VARCHAR NOT NULL, 
	templates TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (shop, code), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id)
);
CREATE TABLE rees46_cart_lines (
	profile BIGINT NOT NULL, 
	product VARCHAR NOT NULL, 
	line_id VARCHAR NOT NULL, 
	fashion_size VARCHAR NOT NULL, 
	amount INTEGER NOT NULL, 
	price FLOAT, 
	at BIGINT NOT NULL, 
	PRIMARY KEY (profile, product, line_id, fashion_size)
);
CREATE TABLE rees46_categories (
	id INTEGER NOT NULL, 
	shop INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	parent VARCHAR, 
	url VARCHAR NOT NULL, 
	alias VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (shop, uid), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id)
);
CREATE TABLE rees46_certificate_transactions (
	id INTEGER NOT NULL, 
	certificate INTEGER NOT NULL, 
	amount FLOAT NOT NULL, 
	order_id VARCHAR NOT NULL, 
	identifier VARCHAR, 
	product_id VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(certificate) REFERENCES rees46_certificates (id)
);
CREATE TABLE rees46_certificates (
	id INTEGER NOT NULL, 
	shop INTEGER NOT NULL, 
	pool VARCHAR NOT NULL, 
	code VARCHAR NOT NULL, 
	status VARCHAR NOT NULL, 
	nominal FLOAT NOT NULL, 
	balance FLOAT NOT NULL, 
	owner VARCHAR, 
	owner_name VARCHAR, 
	buyer VARCHAR, 
	created_at BIGINT NOT NULL, 
	activated_at BIGINT, 
	deactivated_at BIGINT, 
	usable_from DATE, 
	expires DATE, 
	PRIMARY KEY (id), 
	UNIQUE (shop, code), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id)
);
CREATE TABLE rees46_chat_reports (
	id INTEGER NOT NULL, 
	shop INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	platform VARCHAR NOT NULL, 
	profile BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	data TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (shop, code), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id), 
	FOREIGN KEY(profile) REFERENCES rees46_profiles (id)
);
CREATE TABLE rees46_client_calls (
	id INTEGER NOT NULL, 
	shop INTEGER NOT NULL, 
	profile BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	channel VARCHAR, 
	event VARCHAR, 
	location_id VARCHAR, 
	call_type VARCHAR, 
	call_theme VARCHAR, 
	subject_appeal VARCHAR, 
	comment VARCHAR, 
	author_type VARCHAR, 
	status VARCHAR, 
	PRIMARY KEY (id), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id), 
	FOREIGN KEY(profile) REFERENCES rees46_profiles (id)
);
CREATE TABLE rees46_collections (
	id INTEGER NOT NULL, 
	shop INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	products TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (shop, code), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id)
);
CREATE TABLE rees46_email_statuses (
	shop INTEGER NOT NULL, 
	email VARCHAR NOT NULL, 
	status VARCHAR NOT NULL, 
	PRIMARY KEY (shop, email, status), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id)
);
CREATE TABLE rees46_events (
	id INTEGER NOT NULL, 
	shop INTEGER NOT NULL, 
	profile BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	event VARCHAR NOT NULL, 
	did VARCHAR, 
	sid VARCHAR, 
	stream VARCHAR, 
	segment VARCHAR, 
	recommended_by VARCHAR, 
	recommended_code VARCHAR, 
	product VARCHAR, 
	amount INTEGER, 
	price FLOAT, 
	details TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id), 
	FOREIGN KEY(profile) REFERENCES rees46_profiles (id)
);
CREATE TABLE rees46_identifiers (
	id INTEGER NOT NULL, 
	shop INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	profile BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (shop, kind, value), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id), 
	FOREIGN KEY(profile) REFERENCES rees46_profiles (id)
);
CREATE TABLE rees46_locations (
	id INTEGER NOT NULL, 
	shop INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	parent VARCHAR, 
	type VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (shop, uid), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id)
);
CREATE TABLE rees46_loyalty_members (
	profile BIGINT NOT NULL, 
	joined_at BIGINT NOT NULL, 
	level_name VARCHAR, 
	level_code VARCHAR, 
	level_expires DATE, 
	pin VARCHAR, 
	PRIMARY KEY (profile)
);
CREATE TABLE rees46_loyalty_orders (
	id INTEGER NOT NULL, 
	shop INTEGER NOT NULL, 
	order_id VARCHAR NOT NULL, 
	profile BIGINT, 
	identifier VARCHAR, 
	subscription VARCHAR, 
	status VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	receipt TEXT NOT NULL, 
	offers TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (shop, order_id), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id)
);
CREATE TABLE rees46_loyalty_programs (
	shop INTEGER NOT NULL, 
	rules TEXT NOT NULL, 
	PRIMARY KEY (shop), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id)
);
CREATE TABLE rees46_loyalty_subscribers (
	id INTEGER NOT NULL, 
	shop INTEGER NOT NULL, 
	identifier VARCHAR NOT NULL, 
	subscription VARCHAR NOT NULL, 
	"plan" VARCHAR NOT NULL, 
	paid_till DATE NOT NULL, 
	limits_reset_date DATE NOT NULL, 
	joined_at BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (shop, identifier, subscription), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id)
);
CREATE TABLE rees46_message_events (
	id INTEGER NOT NULL, 
	shop INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	event VARCHAR NOT NULL, 
	type VARCHAR, 
	code VARCHAR, 
	did VARCHAR, 
	url VARCHAR, 
	PRIMARY KEY (id), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id)
);
CREATE TABLE rees46_messages (
	code VARCHAR NOT NULL, 
	shop INTEGER NOT NULL, 
	profile BIGINT NOT NULL, 
	campaign_id INTEGER NOT NULL, 
	type VARCHAR NOT NULL, 
	channel VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	subject VARCHAR, 
	body VARCHAR, 
	url VARCHAR, 
	icon VARCHAR, 
	picture VARCHAR, 
	links TEXT NOT NULL, 
	PRIMARY KEY (code), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id)
);
CREATE TABLE rees46_nps_categories (
	shop INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	promoter_question VARCHAR NOT NULL, 
	passive_question VARCHAR NOT NULL, 
	detractor_question VARCHAR NOT NULL, 
	promoter_success VARCHAR NOT NULL, 
	passive_success VARCHAR NOT NULL, 
	detractor_success VARCHAR NOT NULL, 
	PRIMARY KEY (shop, code), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id)
);
CREATE TABLE rees46_nps_channels (
	shop INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	PRIMARY KEY (shop, code), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id)
);
CREATE TABLE rees46_nps_reviews (
	id INTEGER NOT NULL, 
	shop INTEGER NOT NULL, 
	profile BIGINT NOT NULL, 
	channel VARCHAR NOT NULL, 
	category VARCHAR NOT NULL, 
	day VARCHAR NOT NULL, 
	rate INTEGER NOT NULL, 
	comment VARCHAR, 
	order_id VARCHAR, 
	published BOOLEAN NOT NULL, 
	saved_at BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (profile, channel, category, day), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id), 
	FOREIGN KEY(profile) REFERENCES rees46_profiles (id)
);
CREATE TABLE rees46_one_time_codes (
	id INTEGER NOT NULL, 
	shop INTEGER NOT NULL, 
	phone VARCHAR NOT NULL, 
	event VARCHAR NOT NULL, 
	code VARCHAR NOT NULL, 
	good_until BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (shop, phone, event), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id)
);
CREATE TABLE rees46_order_items (
	id INTEGER NOT NULL, 
	"order" INTEGER NOT NULL, 
	product VARCHAR NOT NULL, 
	name VARCHAR, 
	amount INTEGER NOT NULL, 
	price FLOAT, 
	line_id VARCHAR, 
	fashion_size VARCHAR, 
	PRIMARY KEY (id), 
	FOREIGN KEY("order") REFERENCES rees46_orders (id)
);
CREATE TABLE rees46_orders (
	id INTEGER NOT NULL, 
	shop INTEGER NOT NULL, 
	profile BIGINT NOT NULL, 
	order_id VARCHAR, 
	value FLOAT NOT NULL, 
	status VARCHAR NOT NULL, 
	promocode VARCHAR, 
	details TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (shop, order_id), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id), 
	FOREIGN KEY(profile) REFERENCES rees46_profiles (id)
);
CREATE TABLE rees46_placements (
	shop INTEGER NOT NULL, 
	category VARCHAR NOT NULL, 
	product INTEGER NOT NULL, 
	PRIMARY KEY (shop, category, product), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id), 
	FOREIGN KEY(product) REFERENCES rees46_products (id)
)
 WITHOUT ROWID;
CREATE TABLE rees46_popup_shows (
	id INTEGER NOT NULL, 
	shop INTEGER NOT NULL, 
	did VARCHAR, 
	number INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id)
);
CREATE TABLE rees46_popups (
	id INTEGER NOT NULL, 
	shop INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	active BOOLEAN NOT NULL, 
	event VARCHAR, 
	target_screens TEXT NOT NULL, 
	channels TEXT NOT NULL, 
	position VARCHAR NOT NULL, 
	delay INTEGER NOT NULL, 
	html VARCHAR NOT NULL, 
	css VARCHAR NOT NULL, 
	components TEXT NOT NULL, 
	popup_actions TEXT NOT NULL, 
	web_push_system BOOLEAN NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (shop, number), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id)
);
CREATE TABLE rees46_products (
	id INTEGER NOT NULL, 
	shop INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	type_prefix VARCHAR NOT NULL, 
	brand VARCHAR NOT NULL, 
	brand_picture VARCHAR NOT NULL, 
	model VARCHAR NOT NULL, 
	vendor_code VARCHAR NOT NULL, 
	barcode VARCHAR NOT NULL, 
	group_id VARCHAR NOT NULL, 
	description VARCHAR NOT NULL, 
	url VARCHAR NOT NULL, 
	deeplink_android VARCHAR NOT NULL, 
	deeplink_ios VARCHAR NOT NULL, 
	picture VARCHAR NOT NULL, 
	price FLOAT NOT NULL, 
	oldprice FLOAT NOT NULL, 
	discount_percent INTEGER NOT NULL, 
	price_margin INTEGER NOT NULL, 
	promocode VARCHAR NOT NULL, 
	price_with_promocode FLOAT, 
	is_available BOOLEAN NOT NULL, 
	ignored BOOLEAN NOT NULL, 
	stock_quantity INTEGER, 
	leftovers VARCHAR NOT NULL, 
	is_new BOOLEAN, 
	rating INTEGER NOT NULL, 
	sales_rate INTEGER NOT NULL, 
	added_at BIGINT NOT NULL, 
	feed INTEGER NOT NULL, 
	category_ids TEXT NOT NULL, 
	locations TEXT NOT NULL, 
	params TEXT NOT NULL, 
	fashion TEXT NOT NULL, 
	merchants TEXT NOT NULL, 
	tags TEXT NOT NULL, 
	seasonality TEXT NOT NULL, 
	accessories TEXT NOT NULL, 
	forbidden TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (shop, uid), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id)
);
CREATE TABLE rees46_profiles (
	id BIGINT NOT NULL, 
	shop INTEGER NOT NULL, 
	created_at BIGINT NOT NULL, 
	first_name VARCHAR, 
	last_name VARCHAR, 
	gender VARCHAR, 
	age INTEGER, 
	birthday DATE, 
	location VARCHAR, 
	loyalty_card_location VARCHAR, 
	loyalty_status VARCHAR, 
	loyalty_bonuses FLOAT, 
	loyalty_bonuses_to_next_level FLOAT, 
	bought_something BOOLEAN NOT NULL, 
	kids TEXT NOT NULL, 
	auto TEXT NOT NULL, 
	tags TEXT NOT NULL, 
	custom_properties TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id)
);
CREATE TABLE rees46_promo_code_holders (
	list INTEGER NOT NULL, 
	did VARCHAR NOT NULL, 
	promo_code INTEGER, 
	asked_at BIGINT NOT NULL, 
	PRIMARY KEY (list, did), 
	FOREIGN KEY(list) REFERENCES rees46_promo_code_lists (id), 
	FOREIGN KEY(promo_code) REFERENCES rees46_promo_codes (id)
);
CREATE TABLE rees46_promo_code_lists (
	id INTEGER NOT NULL, 
	shop INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id)
);
CREATE TABLE rees46_promo_codes (
	id INTEGER NOT NULL, 
	list INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	issued_at BIGINT, 
	used_at BIGINT, 
	used_by BIGINT, 
	PRIMARY KEY (id), 
	UNIQUE (list, code), 
	FOREIGN KEY(list) REFERENCES rees46_promo_code_lists (id)
);
CREATE TABLE rees46_push_tokens (
	id INTEGER NOT NULL, 
	shop INTEGER NOT NULL, 
	did VARCHAR NOT NULL, 
	platform VARCHAR NOT NULL, 
	token VARCHAR NOT NULL, 
	push_provider VARCHAR, 
	at BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (shop, did, platform), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id)
);
CREATE TABLE rees46_recommenders (
	id INTEGER NOT NULL, 
	shop INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	algorithm VARCHAR NOT NULL, 
	size INTEGER NOT NULL, 
	link VARCHAR, 
	PRIMARY KEY (id), 
	UNIQUE (shop, code), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id)
);
CREATE TABLE rees46_referral_partners (
	id INTEGER NOT NULL, 
	shop INTEGER NOT NULL, 
	profile BIGINT NOT NULL, 
	program INTEGER NOT NULL, 
	identifier VARCHAR NOT NULL, 
	code VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (profile, program), 
	UNIQUE (shop, code), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id)
);
CREATE TABLE rees46_search_queries (
	id INTEGER NOT NULL, 
	shop INTEGER NOT NULL, 
	profile BIGINT, 
	at BIGINT NOT NULL, 
	"query" VARCHAR NOT NULL, 
	found BOOLEAN NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id)
);
CREATE TABLE rees46_search_texts (
	product INTEGER NOT NULL, 
	shop INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	brand VARCHAR NOT NULL, 
	categories VARCHAR NOT NULL, 
	model VARCHAR NOT NULL, 
	params VARCHAR NOT NULL, 
	description VARCHAR NOT NULL, 
	PRIMARY KEY (product), 
	FOREIGN KEY(product) REFERENCES rees46_products (id), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id)
);
CREATE VIRTUAL TABLE rees46_search_texts_forms USING fts5(name, brand, categories, model, params, description, content='rees46_search_texts', content_rowid='product', tokenize='porter unicode61 remove_diacritics 2', columnsize=0);
CREATE VIRTUAL TABLE rees46_search_texts_terms USING fts5vocab(rees46_search_texts_words, row);
CREATE VIRTUAL TABLE rees46_search_texts_words USING fts5(name, brand, categories, model, params, content='rees46_search_texts', content_rowid='product', tokenize='unicode61 remove_diacritics 2', detail=none, columnsize=0);
CREATE TABLE rees46_segment_members (
	segment INTEGER NOT NULL, 
	profile BIGINT NOT NULL, 
	PRIMARY KEY (segment, profile), 
	FOREIGN KEY(segment) REFERENCES rees46_segments (id), 
	FOREIGN KEY(profile) REFERENCES rees46_profiles (id)
);
CREATE TABLE rees46_segments (
	id INTEGER NOT NULL, 
	shop INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	type VARCHAR NOT NULL, 
	condition TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id)
);
CREATE TABLE rees46_shops (
	id INTEGER NOT NULL, 
	shop_id VARCHAR NOT NULL, 
	shop_secret VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	currency VARCHAR NOT NULL, 
	active BOOLEAN NOT NULL, 
	strict BOOLEAN NOT NULL, 
	cart_accumulates BOOLEAN NOT NULL, 
	requests_per_minute INTEGER, 
	popups_of_events BOOLEAN NOT NULL, 
	settings TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (shop_id)
);
CREATE TABLE rees46_short_domains (
	shop INTEGER NOT NULL, 
	domain VARCHAR NOT NULL, 
	PRIMARY KEY (shop, domain), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id)
);
CREATE TABLE rees46_short_links (
	id INTEGER NOT NULL, 
	shop INTEGER NOT NULL, 
	domain VARCHAR NOT NULL, 
	code VARCHAR NOT NULL, 
	url VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	expires_at BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (domain, code), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id)
);
CREATE TABLE rees46_sliders (
	id INTEGER NOT NULL, 
	shop INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	width INTEGER NOT NULL, 
	height INTEGER NOT NULL, 
	banners TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (shop, code), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id)
);
CREATE TABLE rees46_standings (
	product INTEGER NOT NULL, 
	shop INTEGER NOT NULL, 
	weight INTEGER DEFAULT '0' NOT NULL, 
	is_available BOOLEAN NOT NULL, 
	ignored BOOLEAN NOT NULL, 
	group_id VARCHAR NOT NULL, 
	PRIMARY KEY (product), 
	FOREIGN KEY(product) REFERENCES rees46_products (id), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id)
);
CREATE TABLE rees46_stickers (
	id INTEGER NOT NULL, 
	shop INTEGER NOT NULL, 
	profile BIGINT NOT NULL, 
	campaign INTEGER NOT NULL, 
	issued_by_order VARCHAR, 
	used_in_order VARCHAR, 
	at BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id)
);
CREATE TABLE rees46_stories (
	id INTEGER NOT NULL, 
	shop INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	settings TEXT NOT NULL, 
	stories TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (shop, code), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id)
);
CREATE TABLE rees46_story_events (
	id INTEGER NOT NULL, 
	shop INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	event VARCHAR NOT NULL, 
	did VARCHAR, 
	code VARCHAR, 
	story VARCHAR NOT NULL, 
	slide VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id)
);
CREATE TABLE rees46_subscription_changes (
	id INTEGER NOT NULL, 
	shop INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	contact_type VARCHAR NOT NULL, 
	contact VARCHAR NOT NULL, 
	campaign_types VARCHAR NOT NULL, 
	event VARCHAR NOT NULL, 
	channel VARCHAR NOT NULL, 
	ip VARCHAR, 
	PRIMARY KEY (id), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id)
);
CREATE TABLE rees46_subscriptions (
	profile BIGINT NOT NULL, 
	email_bulk BOOLEAN, 
	email_chain BOOLEAN, 
	email_transactional BOOLEAN, 
	sms_bulk BOOLEAN, 
	sms_chain BOOLEAN, 
	sms_transactional BOOLEAN, 
	web_push_bulk BOOLEAN, 
	web_push_chain BOOLEAN, 
	web_push_transactional BOOLEAN, 
	mobile_push_bulk BOOLEAN, 
	mobile_push_chain BOOLEAN, 
	mobile_push_transactional BOOLEAN, 
	telegram_bulk BOOLEAN, 
	telegram_chain BOOLEAN, 
	telegram_transactional BOOLEAN, 
	whatsapp_bulk BOOLEAN, 
	whatsapp_chain BOOLEAN, 
	whatsapp_transactional BOOLEAN, 
	max_bulk BOOLEAN, 
	max_chain BOOLEAN, 
	max_transactional BOOLEAN, 
	wallet_bulk BOOLEAN, 
	PRIMARY KEY (profile), 
	FOREIGN KEY(profile) REFERENCES rees46_profiles (id)
);
CREATE TABLE rees46_supplies (
	shop INTEGER NOT NULL, 
	location VARCHAR NOT NULL, 
	product INTEGER NOT NULL, 
	PRIMARY KEY (shop, location, product), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id), 
	FOREIGN KEY(product) REFERENCES rees46_products (id)
)
 WITHOUT ROWID;
CREATE TABLE rees46_traits (
	product INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	shop INTEGER NOT NULL, 
	number FLOAT, 
	priority INTEGER NOT NULL, 
	PRIMARY KEY (product, kind, name, value), 
	FOREIGN KEY(product) REFERENCES rees46_products (id), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id)
)
 WITHOUT ROWID;
CREATE TABLE rees46_trigger_subscriptions (
	id INTEGER NOT NULL, 
	shop INTEGER NOT NULL, 
	profile BIGINT NOT NULL, 
	kind VARCHAR NOT NULL, 
	item VARCHAR NOT NULL, 
	price FLOAT, 
	properties TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (profile, kind, item), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id), 
	FOREIGN KEY(profile) REFERENCES rees46_profiles (id)
);
CREATE TABLE rees46_unaddressed (
	profile BIGINT NOT NULL, 
	channel VARCHAR NOT NULL, 
	ip VARCHAR, 
	PRIMARY KEY (profile), 
	FOREIGN KEY(profile) REFERENCES rees46_profiles (id)
);
CREATE TABLE rees46_unsubscribe_keys (
	"key" VARCHAR NOT NULL, 
	shop INTEGER NOT NULL, 
	profile BIGINT NOT NULL, 
	PRIMARY KEY ("key"), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id), 
	FOREIGN KEY(profile) REFERENCES rees46_profiles (id)
);
CREATE TABLE rees46_uses (
	id INTEGER NOT NULL, 
	shop INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(shop) REFERENCES rees46_shops (id)
);
CREATE TABLE rees46_wishes (
	profile BIGINT NOT NULL, 
	product VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	PRIMARY KEY (profile, product)
);
CREATE TABLE world (
	id INTEGER NOT NULL, 
	fixture VARCHAR NOT NULL, 
	made_at BIGINT NOT NULL, 
	renewed TEXT NOT NULL, 
	starts_at BIGINT, 
	starts_frozen BOOLEAN NOT NULL, 
	offset_us INTEGER NOT NULL, 
	frozen_at BIGINT, 
	strict BOOLEAN NOT NULL, 
	made_strict BOOLEAN NOT NULL, 
	kept_at BIGINT, 
	saved_at BIGINT, 
	chance TEXT, 
	PRIMARY KEY (id)
);
CREATE INDEX ix_due_at ON due (at);
CREATE INDEX ix_recensus_product_reviews_product ON recensus_product_reviews (product);
CREATE INDEX ix_recensus_purchases_contact_request ON recensus_purchases (contact_request);
CREATE INDEX ix_reco_reviews_venue ON reco_reviews (venue);
CREATE INDEX ix_rees46_bonuses_profile ON rees46_bonuses (profile);
CREATE INDEX ix_rees46_certificate_transactions_certificate ON rees46_certificate_transactions (certificate);
CREATE INDEX ix_rees46_chat_reports_profile ON rees46_chat_reports (profile);
CREATE INDEX ix_rees46_client_calls_profile ON rees46_client_calls (profile);
CREATE INDEX ix_rees46_loyalty_orders_profile ON rees46_loyalty_orders (profile);
CREATE INDEX ix_rees46_nps_reviews_shop ON rees46_nps_reviews (shop);
CREATE INDEX ix_rees46_order_items_order ON rees46_order_items ("order");
CREATE INDEX ix_rees46_orders_profile ON rees46_orders (profile);
CREATE INDEX ix_rees46_profiles_shop ON rees46_profiles (shop);
CREATE INDEX ix_rees46_promo_code_lists_shop ON rees46_promo_code_lists (shop);
CREATE INDEX ix_rees46_search_queries_profile ON rees46_search_queries (profile);
CREATE INDEX ix_rees46_segment_members_profile ON rees46_segment_members (profile);
CREATE INDEX ix_rees46_short_links_expires_at ON rees46_short_links (expires_at);
CREATE INDEX ix_rees46_unsubscribe_keys_profile ON rees46_unsubscribe_keys (profile);
CREATE INDEX ix_rees46_uses_at ON rees46_uses (at);
CREATE INDEX rees46_certificates_by_owner ON rees46_certificates (shop, owner);
CREATE INDEX rees46_events_about ON rees46_events (shop, product, at);
CREATE INDEX rees46_events_of ON rees46_events (profile);
CREATE INDEX rees46_identifiers_of ON rees46_identifiers (profile);
CREATE INDEX rees46_loyalty_orders_by_identifier ON rees46_loyalty_orders (shop, identifier);
CREATE INDEX rees46_message_events_of ON rees46_message_events (shop, code);
CREATE INDEX rees46_messages_of ON rees46_messages (profile, at);
CREATE INDEX rees46_order_items_by_product ON rees46_order_items (product, id);
CREATE INDEX rees46_placements_of ON rees46_placements (product);
CREATE INDEX rees46_popup_shows_of ON rees46_popup_shows (shop, did, number);
CREATE INDEX rees46_products_by_brand ON rees46_products (shop, brand);
CREATE INDEX rees46_products_by_feed ON rees46_products (shop, feed);
CREATE INDEX rees46_products_by_group ON rees46_products (shop, group_id);
CREATE INDEX rees46_products_by_price ON rees46_products (shop, price);
CREATE INDEX rees46_promo_codes_next ON rees46_promo_codes (list, state, id);
CREATE INDEX rees46_push_tokens_token ON rees46_push_tokens (shop, token);
CREATE INDEX rees46_search_queries_by_day ON rees46_search_queries (shop, found, at);
CREATE INDEX rees46_search_texts_by_name ON rees46_search_texts (shop, name);
CREATE TRIGGER rees46_search_texts_delete AFTER delete ON rees46_search_texts BEGIN INSERT INTO rees46_search_texts_forms(rees46_search_texts_forms, rowid, name, brand, categories, model, params, description) VALUES ('delete', old.product, old.name, old.brand, old.categories, old.model, old.params, old.description); INSERT INTO rees46_search_texts_words(rees46_search_texts_words, rowid, name, brand, categories, model, params) VALUES ('delete', old.product, old.name, old.brand, old.categories, old.model, old.params); END;
CREATE TRIGGER rees46_search_texts_insert AFTER insert ON rees46_search_texts BEGIN INSERT INTO rees46_search_texts_forms(rowid, name, brand, categories, model, params, description) VALUES (new.product, new.name, new.brand, new.categories, new.model, new.params, new.description); INSERT INTO rees46_search_texts_words(rowid, name, brand, categories, model, params) VALUES (new.product, new.name, new.brand, new.categories, new.model, new.params); END;
CREATE TRIGGER rees46_search_texts_update AFTER update ON rees46_search_texts BEGIN INSERT INTO rees46_search_texts_forms(rees46_search_texts_forms, rowid, name, brand, categories, model, params, description) VALUES ('delete', old.product, old.name, old.brand, old.categories, old.model, old.params, old.description); INSERT INTO rees46_search_texts_forms(rowid, name, brand, categories, model, params, description) VALUES (new.product, new.name, new.brand, new.categories, new.model, new.params, new.description); INSERT INTO rees46_search_texts_words(rees46_search_texts_words, rowid, name, brand, categories, model, params) VALUES ('delete', old.product, old.name, old.brand, old.categories, old.model, old.params); INSERT INTO rees46_search_texts_words(rowid, name, brand, categories, model, params) VALUES (new.product, new.name, new.brand, new.categories, new.model, new.params); END;
CREATE INDEX rees46_standings_by_weight ON rees46_standings (shop, weight, product);
CREATE INDEX rees46_stickers_issued ON rees46_stickers (shop, issued_by_order);
CREATE INDEX rees46_stickers_of ON rees46_stickers (profile, campaign);
CREATE INDEX rees46_stickers_used ON rees46_stickers (shop, used_in_order);
CREATE INDEX rees46_story_events_of ON rees46_story_events (shop, did, code);
CREATE INDEX rees46_subscription_changes_at ON rees46_subscription_changes (shop, at);
CREATE INDEX rees46_supplies_of ON rees46_supplies (product);
CREATE INDEX rees46_traits_by_value ON rees46_traits (shop, kind, name, value);
CREATE INDEX rees46_trigger_subscriptions_for ON rees46_trigger_subscriptions (shop, item, kind);
-- rows
INSERT INTO journal VALUES (1, 1896091200000000, 'reco', 'reco.create_email_invite', 'POST', 'http://127.0.0.1/reco/invite/mail/venue/123', '/invite/mail/venue/123', 200, 1.58652550016995519399e+01, X'686F73743A203132372E302E302E310A6163636570743A202A2F2A0A6163636570742D656E636F64696E673A20677A69702C206465666C6174650A636F6E6E656374696F6E3A206B6565702D616C6976650A757365722D6167656E743A20707974686F6E2D68747470782F302E32382E310A782D7265636F2D6170696B65793A203378336D70336C0A636F6E74656E742D6C656E6774683A2037380A636F6E74656E742D747970653A206170706C69636174696F6E2F6A736F6E', X'7B22696E7669746573223A5B7B22656D61696C223A226A616E65406578616D706C652E6F7267222C2266697273744E616D65223A224A616E65222C226C6173744E616D65223A22446F65227D5D7D', X'636F6E74656E742D747970653A206170706C69636174696F6E2F6A736F6E0A636F6E74656E742D6C656E6774683A2039300A646174653A205468752C203331204A616E20323033302031323A30303A303020474D54', X'7B226572726F7273223A5B5D2C2273756363657373223A5B7B22656D61696C223A226A616E65406578616D706C652E6F7267222C2266697273744E616D65223A224A616E65222C226C6173744E616D65223A22446F65227D5D7D', NULL);
INSERT INTO journal VALUES (2, 1896091200000000, 'rees46', 'rees46.replace_categories', 'POST', 'http://127.0.0.1/rees46/import/categories', '/import/categories', 204, 9.89714400202501565217e+00, X'686F73743A203132372E302E302E310A6163636570743A202A2F2A0A6163636570742D656E636F64696E673A20677A69702C206465666C6174650A636F6E6E656374696F6E3A206B6565702D616C6976650A757365722D6167656E743A20707974686F6E2D68747470782F302E32382E310A636F6E74656E742D6C656E6774683A203132330A636F6E74656E742D747970653A206170706C69636174696F6E2F6A736F6E', X'7B2273686F705F6964223A2244764C574E325A544D5A222C2273686F705F736563726574223A2245497854756F7438736A222C2263617465676F72696573223A5B7B226964223A2231222C226E616D65223A22536869727473222C2275726C223A2268747470733A2F2F6578616D706C652E636F6D2F31227D5D7D', X'636F6E74656E742D6C656E6774683A20300A646174653A205468752C203331204A616E20323033302031323A30303A303020474D54', X'', NULL);
INSERT INTO journal VALUES (3, 1896091200000000, 'rees46', 'rees46.import_products', 'PUT', 'http://127.0.0.1/rees46/import/products', '/import/products', 204, 1.26235830030054785311e+01, X'686F73743A203132372E302E302E310A6163636570743A202A2F2A0A6163636570742D656E636F64696E673A20677A69702C206465666C6174650A636F6E6E656374696F6E3A206B6565702D616C6976650A757365722D6167656E743A20707974686F6E2D68747470782F302E32382E310A636F6E74656E742D6C656E6774683A203234390A636F6E74656E742D747970653A206170706C69636174696F6E2F6A736F6E', X'7B2273686F705F6964223A2244764C574E325A544D5A222C2273686F705F736563726574223A2245497854756F7438736A222C226974656D73223A5B7B226964223A225031222C226E616D65223A224D6572696E6F207368697274222C226272616E64223A22C385686CC3A96E73222C227072696365223A3839392C2263757272656E6379223A2253454B222C22617661696C61626C65223A747275652C2263617465676F72696573223A5B2231225D2C2275726C223A2268747470733A2F2F6578616D706C652E636F6D2F5031222C2270696374757265223A2268747470733A2F2F6578616D706C652E636F6D2F50312E706E67227D5D7D', X'636F6E74656E742D6C656E6774683A20300A646174653A205468752C203331204A616E20323033302031323A30303A303020474D54', X'', NULL);
INSERT INTO journal VALUES (4, 1896091200000000, 'rees46', 'rees46.push', 'POST', 'http://127.0.0.1/rees46/push', '/push', 200, 2.37768060032976791262e+01, X'686F73743A203132372E302E302E310A6163636570743A202A2F2A0A6163636570742D656E636F64696E673A20677A69702C206465666C6174650A636F6E6E656374696F6E3A206B6565702D616C6976650A757365722D6167656E743A20707974686F6E2D68747470782F302E32382E310A636F6E74656E742D6C656E6774683A2038330A636F6E74656E742D747970653A206170706C69636174696F6E2F6A736F6E', X'7B2273686F705F6964223A2244764C574E325A544D5A222C22646964223A226431222C22736964223A227331222C226576656E74223A2276696577222C226974656D73223A5B7B226964223A225031227D5D7D', X'636F6E74656E742D747970653A206170706C69636174696F6E2F6A736F6E3B20636861727365743D7574662D380A636F6E74656E742D6C656E6774683A2032300A646174653A205468752C203331204A616E20323033302031323A30303A303020474D54', X'7B22737461747573223A2273756363657373227D', NULL);
INSERT INTO outbox VALUES (1, 1896091200000000, 'reco', 'email', 'jane@example.org', 'Kafé Exempel: vad tyckte du? / how did they do?', 'Hej Jane!

Du har nyligen varit kund hos Kafé Exempel. Vad tyckte du? Lämna ett omdöme på Reco:
http://127.0.0.1:80/reco/review/1-36c861d4446fbbf3

Vill du inte få fler förfrågningar från Reco.se? http://127.0.0.1:80/reco/opt-out/1-36c861d4446fbbf3

--

Hello Jane!

You have recently been a customer of Kafé Exempel. How did they do? Write a review on Reco:
http://127.0.0.1:80/reco/review/1-36c861d4446fbbf3

No more review requests from Reco.se, please: http://127.0.0.1:80/reco/opt-out/1-36c861d4446fbbf3
', '<!doctype html>
<html lang="sv">
<meta charset="utf-8">
<title>Kafé Exempel</title>
<p>Hej Jane!</p>
<p>Du har nyligen varit kund hos Kafé Exempel. Vad tyckte du?
<a href="http://127.0.0.1:80/reco/review/1-36c861d4446fbbf3">Lämna ett omdöme på Reco</a></p>
<p><a href="http://127.0.0.1:80/reco/opt-out/1-36c861d4446fbbf3">Jag vill inte få fler förfrågningar från Reco.se</a></p>
<div lang="en">
<p>Hello Jane!</p>
<p>You have recently been a customer of Kafé Exempel. How did they do?
<a href="http://127.0.0.1:80/reco/review/1-36c861d4446fbbf3">Write a review on Reco</a></p>
<p><a href="http://127.0.0.1:80/reco/opt-out/1-36c861d4446fbbf3">No more review requests from Reco.se, please</a></p>
</div>
</html>
', NULL, '{"review":"http://127.0.0.1:80/reco/review/1-36c861d4446fbbf3","opt_out":"http://127.0.0.1:80/reco/opt-out/1-36c861d4446fbbf3"}', 1);
INSERT INTO recensus_merchants VALUES (1, '1', 'Cool Shoe Shop', '1', 'shared-secret', 7, 500, 0);
INSERT INTO reco_invites VALUES (1, 1, 0, 'email', 'jane@example.org', 0, 'jane@example.org', 'Jane', 'Doe', '[]', NULL, 'sent', 1896091200000000, 1896091200000000, '36c861d4446fbbf3');
INSERT INTO reco_venues VALUES (1, '123', 'Kafé Exempel', '123', '3x3mp3l', 'eFWrAgrvBWLjIbXP2tYnM17P', 'sandbox@emulator.test', '+46700000000', NULL);
INSERT INTO rees46_categories VALUES (1, 1, '1', 'Shirts', NULL, 'https://example.com/1', '');
INSERT INTO rees46_events VALUES (1, 1, 1515915625742248836, 1896091200000000, 'view', 'd1', 's1', NULL, NULL, NULL, NULL, 'P1', 1, NULL, NULL);
INSERT INTO rees46_identifiers VALUES (1, 1, 'did', 'd1', 1515915625742248836, 1896091200000000);
INSERT INTO rees46_placements VALUES (1, '1', 1);
INSERT INTO rees46_products VALUES (1, 1, 'P1', 'Merino shirt', '', 'Åhléns', '', '', '', '', '', '', 'https://example.com/P1', '', '', 'https://example.com/P1.png', 899.0, 0.0, 0, 0, '', NULL, 1, 0, NULL, '', NULL, 0, 0, 1896091200000000, 0, '["1"]', '[]', '[]', '{}', '[]', '[]', '[]', '[]', '[]');
INSERT INTO rees46_profiles VALUES (1515915625742248836, 1, 1896091200000000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, '[]', '[]', '[]', '{}');
INSERT INTO rees46_search_texts VALUES (1, 1, 'merino shirt', 'Åhléns', 'Shirts', '', '', '');
INSERT INTO rees46_shops VALUES (1, 'DvLWN2ZTMZ', 'EIxTuot8sj', 'Northwind Outdoor', '$', 1, 0, 0, NULL, 0, '{}');
INSERT INTO rees46_standings VALUES (1, 1, 1, 1, 0, '');
INSERT INTO world VALUES (1, 'demo', 1795340348385322, '[]', 1896091200000000, 1, 100750851597856, 1896091200000000, 0, 0, NULL, NULL, NULL);
